// safe-stable-stringify: cycles, depth and big integers.
import stringify, { configure } from 'safe-stable-stringify';

export default () => {
  const value = { z: 1n, a: { deep: { deeper: { deepest: 1 } } } };
  value.self = value;
  return [stringify(value), configure({ maximumDepth: 2, circularValue: 'again', bigint: false })(value)];
};
