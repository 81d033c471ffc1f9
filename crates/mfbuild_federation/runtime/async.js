// Modules with top-level await (ECMA-262 16.2.1.5.3): an importer waits for its async dependencies, but not for
// an ancestor that is still on the evaluation stack; a later importer waits for the root of a whole cycle.

const running = []; // modules whose synchronous part is executing, the last one first
const unclosed = []; // modules whose cycle is not known yet (the stack of Tarjan's algorithm)
const ready = []; // importers that wait for nothing any more
let asyncOrder = 0;

let isResuming;

/** Lets the ready importers go on one by one, in the order in which they would have run (16.2.1.5.3.4). */
const resume = () => {
  if (isResuming || !ready.length) return;
  isResuming = 1;
  ready
    .sort((left, right) => left.order - right.order)
    .shift()
    .resolve();
  Promise.resolve().then(() => {
    isResuming = 0;
    resume();
  });
};

/** Tells the importers that wait for a module that it is through, or that it failed. */
const settle = ({ waiting = [], failure }) => {
  for (const importer of waiting.splice(0)) {
    if (failure) importer.reject(failure[0]);
    else if (!--importer.count) ready.push(importer);
  }
  resume();
};

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
    settle(module);
  };
  running.unshift(module);
  const place = unclosed.push(module) - 1;
  let promise;
  try {
    promise = body(finish);
  } catch (error) {
    // It throws while its cycle is evaluated, which fails as a whole (16.2.1.5.2).
    for (const member of unclosed.splice(place)) Object.assign(member, { failure: [error], root: member, pending: 0 });
    throw error;
  } finally {
    running.shift();
  }
  module.pending = !isThrough && promise;
  promise.then(finish, (error) => {
    module.failure = [error];
    settle(module);
  });
  if (module.low === index) while (!module.root) unclosed.pop().root = module;
};

/** A promise that the pending ones among the modules are through, or `undefined` if there are none. */
require.w = (ids) => {
  const pending = new Set();
  running[0].hasImported = 1;
  for (const id of ids) {
    const module = cache[id] || {};
    if (module.low && !module.root) running[0].low = Math.min(running[0].low, module.low);
    if (pendingOf(module)) pending.add(module.root || module);
  }
  if (!pending.size) return;
  return new Promise((resolve, reject) => {
    const importer = { order: ++asyncOrder, count: pending.size, resolve, reject };
    for (const module of pending) (module.waiting = module.waiting || []).push(importer);
  });
};

/**
 * Runs a linked module that may wait: what it awaits is what it yields. An error is thrown at once, and ends the
 * evaluation of its importers, if it comes from what the module imports, or from a module that neither has an `await`
 * (`waits` is 2) nor waits for another one. Any other error rejects the promise.
 */
const drive = (module, done) => {
  let isFirst = 1;
  let thrown;
  const promise = new Promise((resolve, reject) => {
    const go = (method, value) => {
      try {
        const step = module.steps[method](value);
        if (!step.done) return Promise.resolve(step.value).then(goOn, fail);
      } catch (error) {
        const isAtOnce = isFirst && (module.waits === 2 || (module.waits === 1 && !module.hasImported));
        if (isAtOnce) thrown = [error];
        else reject(error);
        return;
      }
      done();
      resolve();
    };
    const goOn = (value) => go("next", value);
    const fail = (error) => go("throw", error);
    goOn();
  });
  isFirst = 0;
  if (thrown) throw thrown[0];
  return promise;
};
