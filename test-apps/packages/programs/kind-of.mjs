// kind-of: the kind of many values.
import kindOf from 'kind-of';

export default () =>
  [1, '', null, undefined, [], {}, /a/, new Date(), () => {}, function* () {}, new Map(), Symbol(), new Error(), 1n]
    .concat([
      Promise.resolve(),
      new Uint8Array(1),
      new WeakMap(),
      (function () {
        return arguments;
      })(),
    ])
    .map(value => kindOf(value));
