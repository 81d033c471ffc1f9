// immutable: maps, lists, records and lazy sequences.
import { List, Map as ImmutableMap, Record, Seq, fromJS } from 'immutable';

export default () => [
  ImmutableMap({ a: 1 }).setIn(['b', 'c'], 2).toJS(),
  List([3, 1, 2]).sort().toArray(),
  fromJS({ a: [1] }).getIn(['a', 0]),
  Record({ x: 1 })({ x: 2 }).x,
  Seq([1, 2, 3])
    .filter(n => n > 1)
    .map(n => n * 2)
    .toArray(),
];
