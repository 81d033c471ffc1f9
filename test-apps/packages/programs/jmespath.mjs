// jmespath: projections and functions.
import jmespath from 'jmespath';

const data = {
  a: [
    { n: 3, t: ['x'] },
    { n: 1, t: ['y', 'z'] },
  ],
  b: { c: null },
};

export default () => [
  jmespath.search(data, 'a[?n > `1`].{num: n, first: t[0]}'),
  jmespath.search(data, 'sort_by(a, &n)[].t[] | join(`-`, @)'),
  jmespath.search(data, 'a[::-1].n'),
  jmespath.compile('a.b[*] || c').type,
];
