// mobx-state-tree: models, snapshots and patches.
import { applyPatch, flow, getSnapshot, onPatch, types } from 'mobx-state-tree';

export default async () => {
  const Todo = types
    .model('Todo', { id: types.identifier, done: false })
    .actions(self => ({ toggle: () => (self.done = !self.done) }));
  const Store = types
    .model({ todos: types.array(Todo), chosen: types.maybe(types.reference(Todo)) })
    .views(self => ({
      get open() {
        return self.todos.filter(todo => !todo.done).length;
      },
    }))
    .actions(self => ({
      load: flow(function* () {
        self.todos.push(yield Promise.resolve({ id: 'b' }));
      }),
    }));
  const store = Store.create({ todos: [{ id: 'a' }], chosen: 'a' });
  const patches = [];
  onPatch(store, patch => patches.push(patch));
  store.chosen.toggle();
  await store.load();
  applyPatch(store, { op: 'replace', path: '/todos/1/done', value: true });
  return [getSnapshot(store), store.open, patches];
};
