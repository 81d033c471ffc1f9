// @swc/helpers: helpers of transformed code.
import { _ as asyncToGenerator } from '@swc/helpers/_/_async_to_generator';
import { _ as extendsFrom } from '@swc/helpers/_/_extends';
import { _ as inherits } from '@swc/helpers/_/_inherits';
import { _ as callSuper } from '@swc/helpers/_/_call_super';
import { _ as objectSpread } from '@swc/helpers/_/_object_spread';
import { _ as toConsumableArray } from '@swc/helpers/_/_to_consumable_array';
import { _ as tsGenerator } from '@swc/helpers/_/_ts_generator';

export default async () => {
  function Derived() {
    return callSuper(this, Derived);
  }
  inherits(Derived, Map);
  const run = asyncToGenerator(function () {
    return tsGenerator(this, state => (state.label === 0 ? [4, Promise.resolve(3)] : [2, state.sent() * 2]));
  });
  return [
    extendsFrom({ a: 1 }, { b: 2 }),
    objectSpread({}, { c: 3 }),
    toConsumableArray(new Set([1, 2])),
    new Derived().set(1, 2).get(1),
    await run(),
  ];
};
