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
  unclosed.push(module);
  const promise = body(finish);
  running.shift();
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

/** Runs a linked module with top-level await: what it awaits is what it yields. */
const drive = (steps, done) =>
  new Promise((resolve, reject) => {
    const go = (method, value) => {
      try {
        const step = steps[method](value);
        if (!step.done) return Promise.resolve(step.value).then(goOn, fail);
      } catch (error) {
        return reject(error);
      }
      done();
      resolve();
    };
    const goOn = (value) => go("next", value);
    const fail = (error) => go("throw", error);
    goOn();
  });
