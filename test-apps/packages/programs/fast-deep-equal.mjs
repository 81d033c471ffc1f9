// fast-deep-equal: with and without es6 and React.
import equal from 'fast-deep-equal';
import equalEs6 from 'fast-deep-equal/es6/index.js';
import equalReact from 'fast-deep-equal/react.js';

export default () => [
  equal({ a: [1, NaN] }, { a: [1, NaN] }),
  equalEs6(new Set([1]), new Set([2])),
  equalReact({ _owner: 1 }, {}),
];
