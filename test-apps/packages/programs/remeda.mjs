// remeda: pipes, lazily.
import { chunk, filter, groupBy, map, mapValues, pipe, sortBy, take, unique } from 'remeda';

export default () => [
  pipe(
    [1, 2, 2, 3, 4, 5],
    filter(n => n > 1),
    map(n => n * 2),
    unique(),
    take(3),
  ),
  pipe(
    ['a', 'bb', 'cc'],
    groupBy(text => text.length),
    mapValues(list => list.length),
  ),
  sortBy([3, 1, 2], [n => n, 'desc']),
  chunk([1, 2, 3], 2),
];
