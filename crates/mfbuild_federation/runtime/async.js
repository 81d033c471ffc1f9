// Modules with top-level await (ECMA-262 16.2.1.5.3): an importer waits for its async dependencies, but not for
// an ancestor that is still on the evaluation stack; a later importer waits for the root of a whole cycle.

const running = []; // modules whose synchronous part is executing, the last one first
const unclosed = []; // modules whose cycle is not known yet (the stack of Tarjan's algorithm)
let asyncOrder = 0;

/**
 * Runs the body of an async module. The body may call its argument when it is through: then importers that come
 * in the same tick do not wait.
 */
require.a = (module, body) => {
  const index = (module.low = ++asyncOrder);
  let isThrough;
  const finish = () => {
    isThrough = 1;
    module.pending = 0;
  };
  running.unshift(module);
  unclosed.push(module);
  const promise = body(finish);
  running.shift();
  module.pending = !isThrough && promise;
  promise.then(finish, (error) => (module.failure = [error]));
  if (module.low === index) while (!module.root) unclosed.pop().root = module;
};

/** A promise for the pending ones among the modules, or `undefined` if there are none. */
require.w = (ids) => {
  const promises = [];
  for (const id of ids) {
    const module = cache[id] || {};
    if (module.low && !module.root) running[0].low = Math.min(running[0].low, module.low);
    if (pendingOf(module)) promises.push(pendingOf(module));
  }
  return promises[0] && Promise.all(promises);
};
