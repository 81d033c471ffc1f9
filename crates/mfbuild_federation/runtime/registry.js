// Module registry: factories by id, executed modules, and the `require` that generated code receives.
// Tables and FEATURE_* constants are declared in front of this file by runtime_source.rs.

const { document } = self; // absent in workers
const factories = {};
const cache = {};
const installedChunks = {};
const cycleStack = []; // linked modules whose import cycle is not through yet (the stack of Tarjan's algorithm)
let stepping; // the one of them that is executing

/** The record of a module; it exists before the module runs. */
const recordOf = (id) => (cache[id] ||= (FEATURE_HOT ? new HotModule(id) : { id, exports: {} }));

/**
 * Links a module of an import cycle without running it, as ECMA-262 16.2.1.6.2 does: its factory is a generator that
 * stops when exports and functions are there and variables are in their dead zone.
 */
const link = (module, factory) => {
  if (module.steps || !factory[Symbol.toStringTag]) return;
  module.steps = factory.call(module.exports, module, module.exports, FEATURE_HOT ? module.localRequire : require);
  module.waits = module.steps.next().value;
};

/** Notes that the executing module depends on one that stands at this place of the stack, counted from 1. */
const dependOn = (place) => {
  if (stepping && place && place < stepping.lowest) stepping.lowest = place;
};

/**
 * Runs a linked module. If it fails, so do the modules of its cycle that have run before it (ECMA-262 16.2.1.5.3):
 * `import('./a.js')` and then `import('./b.js')`, which imports `a.js` and ran first, throw the same error.
 */
const step = (module) => {
  const parent = stepping;
  const place = cycleStack.push(module);
  module.lowest = place;
  stepping = module;
  try {
    module.steps.next();
  } catch (error) {
    for (const member of cycleStack.slice(place)) member.failure = [error];
    throw error;
  } finally {
    stepping = parent;
    dependOn(module.lowest);
    if (module.lowest === place) cycleStack.length = place - 1;
  }
};

/**
 * Runs a module once and returns its exports. A module that threw throws the same error again, unless it was to run
 * anew: then it is forgotten.
 */
const require = (id, runsAnew) => {
  const module = recordOf(id);
  const factory = factories[id];
  if (module.started) dependOn(cycleStack.indexOf(module) + 1);
  else {
    if (!factory) throw Object.assign(Error(`Cannot find module '${id}' in "${NAME}"`), { code: "MODULE_NOT_FOUND" });
    module.started = 1;
    try {
      link(module, factory);
      if (!module.steps)
        factory.call(module.exports, module, module.exports, FEATURE_HOT ? module.localRequire : require);
      else if (FEATURE_ASYNC && module.waits) require.a(module, (done) => drive(module, done));
      else step(module);
    } catch (error) {
      module.failure = [error];
    }
  }
  // A cycle fails as a whole (ECMA-262 16.2.1.5.3.1, [[CycleRoot]]).
  const { failure } = (FEATURE_ASYNC && module.root) || module;
  if (failure) {
    if (runsAnew) delete cache[id];
    throw failure[0];
  }
  return module.exports;
};

/** Takes one item of the chunk queue. What is known already is left alone: chunks may run twice. */
const register = ([chunkIds, modules]) => {
  for (const id in modules) factories[id] ||= modules[id];
  for (const id of chunkIds) installedChunks[id] = 1;
};

/** The promise of an async module that is still pending (of the whole cycle that it belongs to). */
const pendingOf = (module) => FEATURE_ASYNC && (module.root || module).pending;

/** Runs a module; the value, or a promise of it while an async module is pending. */
const evaluate = (id, mode) => {
  require(id);
  const module = cache[id];
  const finish = () => {
    if (FEATURE_NAMESPACES && mode > 2) return require.o(module.exports);
    return mode ? require.t(module.exports, mode > 1) : module.exports;
  };
  const pending = pendingOf(module);
  return pending ? pending.then(finish) : finish();
};

/** The exports of a module of an import cycle as they are now: asking for them does not run it. */
require.s = (id) => {
  const module = recordOf(id);
  if (factories[id]) link(module, factories[id]);
  return module.exports;
};

require.m = factories;
require.c = cache;
