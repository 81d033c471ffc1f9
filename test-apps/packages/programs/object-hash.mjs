// object-hash: digests of unordered values.
import hash from 'object-hash';

export default () => [
  hash({ a: 1, b: [1, 2] }),
  hash({ b: [1, 2], a: 1 }),
  hash(new Set([1, 2]), { algorithm: 'md5' }),
  hash.keys({ a: 1 }),
];
