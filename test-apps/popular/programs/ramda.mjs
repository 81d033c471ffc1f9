// ramda: composition, lenses and groups.
import { __, compose, curry, filter, groupBy, lensPath, map, mapObjIndexed, over, pipe } from 'ramda';

export default () => [
  compose(
    map(n => n + 1),
    filter(n => n > 1),
  )([1, 2, 3]),
  over(lensPath(['a', 'b']), n => n * 2, { a: { b: 4 } }),
  curry((a, b) => a - b)(__, 1)(5),
  pipe(
    groupBy(item => item.type),
    mapObjIndexed(list => list.length),
  )([{ type: 'a' }]),
];
