// dexie: tables that are declared.
import Dexie, { liveQuery, RangeSet, Entity, rangesOverlap } from 'dexie';

export default () => {
  const db = new Dexie('d');
  db.version(1).stores({ friends: '++id, &name, *tags, [a+b]' });
  const { primKey, indexes } = db.table('friends').schema;
  return [
    primKey.auto,
    indexes.map(({ name, unique, multi, compound }) => [name, unique, multi, compound]),
    Dexie.getByKeyPath({ a: { b: 1 } }, 'a.b'),
    Dexie.deepClone({ a: [1] }),
    rangesOverlap(new RangeSet(1, 5), new RangeSet(3, 9)),
    typeof liveQuery,
    typeof Entity,
    new Dexie.Promise(done => done()) instanceof Dexie.Promise,
  ];
};
