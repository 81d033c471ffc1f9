// rambda: pipes and objects.
import { evolve, filter, groupBy, map, pipe, sortBy, splitEvery, uniq } from 'rambda';

export default () => [
  pipe(
    [1, 2, 3, 3],
    filter(n => n > 1),
    map(n => n * 10),
    uniq,
  ),
  groupBy(n => (n > 1 ? 'many' : 'one'))([1, 2, 3]),
  evolve({ a: n => n + 1 })({ a: 1, b: 2 }),
  [sortBy(n => -n)([1, 3, 2]), splitEvery(2)([1, 2, 3])],
];
