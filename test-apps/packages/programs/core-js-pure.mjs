// core-js-pure: methods that change no prototype.
import from from 'core-js-pure/actual/array/from.js';
import groupBy from 'core-js-pure/actual/array/group-to-map.js';
import flatMap from 'core-js-pure/actual/instance/flat-map.js';
import Iterator from 'core-js-pure/actual/iterator/index.js';
import Map from 'core-js-pure/actual/map/index.js';
import Promise from 'core-js-pure/actual/promise/index.js';
import structuredClone from 'core-js-pure/actual/structured-clone.js';
import URL from 'core-js-pure/actual/url/index.js';

export default async () => {
  const list = [1, 2];
  return [
    from(new Set(list), n => n * 2),
    [...groupBy(list, n => n % 2)],
    flatMap(list).call(list, n => [n, n]),
    [
      ...Iterator.from(list)
        .map(n => n + 1)
        .drop(1),
    ],
    [...new Map([[1, 2]])],
    await Promise.any([Promise.reject(new Error('x')), Promise.resolve(3)]),
    structuredClone({ d: new Date(0) }),
    new URL('../b?c=é', 'http://x.example/a/').href,
  ];
};
