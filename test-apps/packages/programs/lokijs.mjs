// lokijs: collections, views and indexes.
import Loki from 'lokijs';

export default () => {
  const db = new Loki('x.db', { adapter: new Loki.LokiMemoryAdapter(), autosave: false });
  const items = db.addCollection('items', { indices: ['n'], unique: ['name'] });
  items.insert([
    { name: 'a', n: 3 },
    { name: 'b', n: 1 },
    { name: 'c', n: 2 },
  ]);
  const view = items
    .addDynamicView('v')
    .applyFind({ n: { $gte: 2 } })
    .applySimpleSort('n');
  items.findAndUpdate({ name: 'b' }, item => void (item.n = 9));
  return [
    view.data().map(({ name }) => name),
    items.by('name', 'c').n,
    items
      .chain()
      .find({ name: { $regex: /[ab]/ } })
      .simplesort('n', true)
      .data().length,
    items.mapReduce(
      item => item.n,
      list => list.length,
    ),
  ];
};
