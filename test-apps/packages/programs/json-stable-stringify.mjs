// json-stable-stringify: keys in order, indented.
import stringify from 'json-stable-stringify';

export default () =>
  stringify({ c: [3, { b: 1, a: null }], a: 'x' }, { space: 2, replacer: (key, value) => (key === 'b' ? 9 : value) });
