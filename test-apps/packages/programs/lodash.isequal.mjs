// lodash.isequal: compares maps, dates and typed arrays.
import isEqual from 'lodash.isequal';

export default () => [
  isEqual(new Map([[{ a: 1 }, new Set([1])]]), new Map([[{ a: 1 }, new Set([1])]])),
  isEqual([new Date(1), /a/g], [new Date(1), /a/i]),
  isEqual(new Uint8Array([1, 2]), new Uint8Array([1, 2])),
];
