// core-js: polyfills for all of the standard library.
import 'core-js/stable/index.js';
import 'core-js/actual/array/group-by.js';
import 'core-js/actual/iterator/index.js';

export default () => [
  [1, [2]].flat(),
  { ...[1, 2, 3].groupBy(n => (n % 2 ? 'odd' : 'even')) },
  Iterator.from([1, 2, 3])
    .map(n => n * 2)
    .drop(1)
    .toArray(),
  structuredClone({ a: new Map([[1, 2]]) }).a.size,
];
