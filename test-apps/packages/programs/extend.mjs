// extend: deep and shallow.
import extend from 'extend';

export default () => [
  extend(true, { a: { b: 1 } }, { a: { c: [1, { d: 2 }] } }),
  extend({ a: { b: 1 } }, { a: { c: 1 } }),
];
