// deepmerge: merges with a rule for arrays.
import merge from 'deepmerge';

export default () => [
  merge({ a: { b: [1] }, c: 1 }, { a: { b: [2], d: 3 } }),
  merge({ a: [1] }, { a: [2] }, { arrayMerge: (_, from) => from }),
  merge.all([{ a: 1 }, { b: 2 }, { a: 3 }]),
];
