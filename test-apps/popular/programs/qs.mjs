// qs: nested queries, both ways.
import { parse, stringify } from 'qs';

export default () => [
  parse('a[b][]=1&a[b][]=2&c.d=3', { allowDots: true }),
  stringify({ a: [1, { b: 2 }], d: new Date(0) }),
  stringify({ a: 'ä b' }, { format: 'RFC1738' }),
];
