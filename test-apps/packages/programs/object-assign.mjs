// object-assign: own and symbol keys.
import assign from 'object-assign';

export default () => {
  const symbol = Symbol('s');
  const result = assign({ a: 1 }, null, { b: 2, [symbol]: 3 }, 'xy');
  return [result, result[symbol]];
};
