// query-string: lists, sorting and types.
import queryString from 'query-string';

export default () => [
  queryString.parse('?a[]=1&a[]=2&b=x%20y&c', { arrayFormat: 'bracket', parseNumbers: true }),
  queryString.stringify({ b: [1, 2], a: null, c: undefined }, { arrayFormat: 'comma' }),
  queryString.parseUrl('http://x.example/?a=1#h', { parseFragmentIdentifier: true }),
  queryString.pick('http://x.example/?a=1&b=2', ['b']),
];
