// lodash-es: a few functions of the barrel.
import { curry, debounce, get, groupBy, merge, orderBy, template } from 'lodash-es';

export default () => [
  get({ a: [{ b: 1 }] }, 'a[0].b'),
  groupBy([1, 2, 3], n => n % 2),
  orderBy([{ a: 1 }, { a: 2 }], 'a', 'desc'),
  template('<% for (const x of l) { %>[<%- x %>]<% } %>')({ l: ['<', 2] }),
  curry((a, b) => a + b)(1)(2),
  merge({ a: { b: 1 } }, { a: { c: 2 } }),
  typeof debounce(() => {}).flush,
];
