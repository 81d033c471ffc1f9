// backbone: models, collections and events.
import Backbone from 'backbone';

export default () => {
  const Todo = Backbone.Model.extend({
    defaults: { done: false },
    validate: ({ title }) => (title ? undefined : 'no title'),
  });
  const Todos = Backbone.Collection.extend({ model: Todo, comparator: 'title' });
  const todos = new Todos([
    { id: 1, title: 'b' },
    { id: 2, title: 'a' },
  ]);
  const seen = [];
  todos.on('all', name => seen.push(name));
  todos.get(1).set('done', true);
  todos.get(2).set({ title: '' }, { validate: true });
  return [todos.toJSON(), seen, todos.where({ done: true }).length, todos.get(2).validationError, Backbone.VERSION];
};
