// proxy-memoize: only what is read counts.
import { memoize } from 'proxy-memoize';

export default () => {
  let calls = 0;
  const sum = memoize(state => ({ sum: state.a + state.b, calls: ++calls }));
  return [sum({ a: 1, b: 2, c: 3 }), sum({ a: 1, b: 2, c: 4 }), sum({ a: 2, b: 2 })];
};
