// underscore: chains, counts and templates.
import { chain, countBy, map, template } from 'underscore';

export default () => [
  map([1, 2], n => n * 2),
  countBy([1, 2, 3], n => (n % 2 ? 'odd' : 'even')),
  template('<% for (const n of list) { %>[<%- n %>]<% } %>')({ list: ['<', 2] }),
  chain([1, 2]).reverse().value(),
];
