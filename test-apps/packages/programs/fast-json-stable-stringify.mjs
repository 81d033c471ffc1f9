// fast-json-stable-stringify: keys in order.
import stringify from 'fast-json-stable-stringify';

export default () => [
  stringify({ c: 1, a: [{ z: 1, y: undefined }], b: { toJSON: () => 'json' } }),
  stringify({ a: 1, b: 2 }, { cmp: (x, y) => (x.key < y.key ? 1 : -1) }),
];
