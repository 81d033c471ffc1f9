// util: formats and inspects values.
import '../shims/process.mjs';
import util from 'util/util.js';

export default () => [
  util.format('%s %d %j %% %o', 'a', 1.5, { b: 2 }, 'c'),
  util.inspect({ a: [1, { b: null }], d: new Date(0), e: /x/g, f() {}, g: Symbol('s') }, { depth: 1 }),
  util.isDeepStrictEqual?.({ a: 1 }, { a: 1 }),
  util.types.isRegExp(/a/),
];
