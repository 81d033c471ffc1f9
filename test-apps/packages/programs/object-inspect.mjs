// object-inspect: values as text.
import inspect from 'object-inspect';

export default () => {
  const cycle = { a: [1, , 'x'] };
  cycle.self = cycle;
  return [
    inspect(cycle),
    inspect({
      m: new Map([[{ a: 1 }, new Set([1])]]),
      d: new Date(0),
      r: /a/g,
      n: -0,
      b: 1n,
      s: Symbol('t'),
      e: new TypeError('no'),
    }),
    inspect({ a: { b: { c: 1 } } }, { depth: 1, indent: 2 }),
    inspect(document.createElement('b')),
  ];
};
