// Modules with top-level await (ECMA-262 16.2.1.5.3): an importer waits for its async dependencies, but not for
// an ancestor that is still on the evaluation stack; a later importer waits for the root of a whole cycle.

const running = []; // modules whose synchronous part is executing, the last one first
const unclosed = []; // modules whose cycle is not known yet (the stack of Tarjan's algorithm)
let job; // importers that go on in the turn that is executing
let asyncOrder = 0;

/** Lets importers go on, in the order in which they would have run (16.2.1.5.3.4), and those that they complete. */
const runJob = (importers) => {
  job = importers;
  while (job.length) job.sort((left, right) => left.order - right.order).shift().resolve();
  job = 0;
};

/**
 * Tells the importers that wait for a module that it is through, or that it failed. Importers of a module without an
 * `await` of its own run in the same turn as that module, others in the next one.
 */
const settle = (module) => {
  const { waiting = [], failure } = module;
  const next = [];
  for (const importer of waiting.splice(0)) {
    if (failure) importer.reject(failure[0]);
    else if (!--importer.count) next.push(importer);
  }
  if (job && module.waits === 2) job.push(...next);
  else if (next.length) Promise.resolve(next).then(runJob);
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
  const importer = { order: ++asyncOrder, count: pending.size };
  for (const module of pending) (module.waiting ||= []).push(importer);
  importer.promise = new Promise((resolve, reject) => Object.assign(importer, { resolve, reject }));
  running[0].importer = importer;
  return importer.promise;
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
        const { importer } = module;
        // Waiting for imports takes no turn of its own.
        if (!step.done && importer && step.value === importer.promise) {
          Object.assign(importer, { resolve: goOn, reject: fail });
          return;
        }
        if (!step.done) return Promise.resolve(step.value).then(goOn, fail);
      } catch (error) {
        const isAtOnce = isFirst && (module.waits === 2 || (module.waits === 1 && !module.hasImported));
        if (isAtOnce) thrown = [error];
        else {
          reject(error);
          // So do its importers, before the next one of this turn goes on.
          if (job && module.waits === 2) settle(Object.assign(module, { failure: [error] }));
        }
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
