// call-bind: bound methods.
import callBind from 'call-bind';
import callBound from 'call-bind/callBound';

export default () => [
  callBind(Math.max, null)(1, 5),
  callBound('Array.prototype.slice')([1, 2, 3], 1),
  callBound('%String.prototype.replace%')('aab', 'a', 'x'),
  callBind((a, b) => a + b, null, 1).length,
  callBind.apply((...all) => all.length)(null, [1, 2]),
];
