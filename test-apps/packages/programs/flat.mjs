// flat: both ways.
import { flatten, unflatten } from 'flat';

export default () => [
  flatten({ a: { b: [1, { c: 2 }] }, d: {} }, { delimiter: '/' }),
  unflatten({ 'a.b.0': 1, 'a.b.1.c': 2 }),
  flatten({ a: [1, 2] }, { safe: true }),
];
