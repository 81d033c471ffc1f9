// es-toolkit: its own functions and those of lodash.
import {
  chunk,
  debounce,
  difference,
  groupBy,
  mapValues,
  omit,
  partition,
  range,
  retry,
  snakeCase,
  toMerged,
} from 'es-toolkit';
import { get, set, template } from 'es-toolkit/compat';

export default async () => [
  chunk([1, 2, 3], 2),
  difference([1, 2, 3], [2]),
  groupBy(['a', 'bb'], text => text.length),
  [mapValues({ a: 1 }, n => n + 1), omit({ a: 1, b: 2 }, ['a']), partition([1, 2, 3], n => n > 1), range(3)],
  [snakeCase('fooBar Baz'), toMerged({ a: { b: 1 } }, { a: { c: 2 } }), typeof debounce(() => {}, 1).cancel],
  [get({ a: [{ b: 1 }] }, 'a[0].b'), set({}, 'a.b[1]', 2), template('<%= x %>!')({ x: 1 })],
  await retry(async () => 'done', 2),
];
