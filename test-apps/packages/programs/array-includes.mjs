// array-includes: a method and its shim.
import includes from 'array-includes';
import implementation from 'array-includes/implementation.js';

export default () => [
  includes([1, NaN], NaN),
  includes([1, 2], 1, 1),
  implementation.call([, 2], undefined),
  includes.getPolyfill().name,
];
