// Applying an update to the registry. As in webpack, what has changed makes its importers outdated until one accepts
// it; who is outdated is disposed, and runs again when the one who accepts asks for it.

let hash = HOT.hash;
const broken = {}; // modules that failed while an update was applied: their errors

const setTables = (tables) => {
  ({
    CHUNKS = CHUNKS,
    CSS = CSS,
    GROUPS = GROUPS,
    EXPOSES = EXPOSES,
    CONSUMES = CONSUMES,
    REMOTE_MODULES = REMOTE_MODULES,
  } = tables);
  Object.assign(HOT, tables.HOT);
  for (const id in groups) delete groups[id];
  for (const group of GROUPS) for (const id of group[3]) groups[id] = group;
};

/** Loads what groups need by the new tables: new factories may ask for it at once. */
const loadActive = () =>
  Promise.all([...activeGroups].map((id) => loadPart(id).catch((error) => console.error(error))));

/** The modules that a change makes outdated, and those that accept it; or a reason why it cannot be taken. */
const trace = (start) => {
  const outdated = new Set([start]);
  const accepting = new Map(); // importer: ids of its outdated dependencies
  const chains = [[start]];
  const refuse = (chain, rest) => ({
    refusal: `${nameOf(start)} is not accepted${chain[1] ? " by " : ""}${chain.slice(1).map(nameOf).join(", ")}${rest}`,
  });
  for (const chain of chains) {
    const id = chain[chain.length - 1];
    if (!cache[id]) continue;
    const { state } = cache[id];
    if (state.self && !state.isInvalidated) continue;
    if (state.declined.has("self")) return refuse(chain, ", which declines updates");
    if (roots.has(id)) return refuse(chain, "");
    for (const importer of importersOf(id)) {
      const { accepted, declined } = cache[importer].state;
      if (declined.has(id)) return refuse([...chain, importer], ", which declines it");
      if (outdated.has(importer)) continue;
      if (accepted[id]) {
        accepting.set(importer, (accepting.get(importer) || new Set()).add(id));
        continue;
      }
      accepting.delete(importer);
      outdated.add(importer);
      chains.push([...chain, importer]);
    }
  }
  return { outdated, accepting };
};

/** What several changes do together. */
const traceAll = (ids) => {
  const outdated = new Set();
  const accepting = new Map();
  for (const id of ids) {
    const found = trace(id);
    if (found.refusal) return found;
    for (const other of found.outdated) outdated.add(other);
    for (const [importer, dependencies] of found.accepting) {
      accepting.set(importer, new Set([...(accepting.get(importer) || []), ...dependencies]));
    }
  }
  return { outdated, accepting };
};

/** Takes a module out of the registry; what it leaves is for the one that replaces it. */
const dispose = (id) => {
  const module = cache[id];
  const { state } = module;
  const data = (handedOver[id] = {});
  for (const disposer of state.disposers) attempt(disposer, data);
  if (state.metaDispose) attempt(state.metaDispose, metaData[id]);
  for (const [event, callback] of state.listeners) removeFrom(listenersOf(event), callback);
  if (hasOwn(module, "hot")) module.hot.active = false;
  if (module.exports === module.own) kept[id] = module.own;
  delete cache[id];
  delete broken[id];
  return module;
};

/** Takes a module away for good. */
const prune = (id) => {
  if (cache[id]) {
    const { state } = dispose(id);
    for (const callback of [state.metaPrune, state.prune]) if (callback) attempt(callback, metaData[id]);
  }
  for (const table of [factories, parents || {}, kept, handedOver, metaData]) delete table[id];
  roots.delete(id);
};

/** Notes that a module, or what an update made it call, has failed. */
const fail = (id, error) => {
  console.error(error);
  broken[id] = error;
  emit("vite:error", { type: "error", err: { message: String(error), stack: String((error || {}).stack) } });
};

let missing; // why an update cannot be run to its end

/** Runs a module again; resolves with a list of its error. */
const rerun = async (id) => {
  try {
    if (factories[id]) require(id);
    if (cache[id]) await pendingOf(cache[id]);
    if (cache[id] && cache[id].failure) return cache[id].failure;
  } catch (error) {
    // A module may have moved into a chunk that was loaded without it.
    if (error && error.code === "MODULE_NOT_FOUND") missing = error.message;
    return [error];
  }
};

/** Calls one who accepts dependencies, which have run again; `failures` holds the errors of those that failed. */
const callHandler = ({ callback, errorHandler, ids, isMeta }, moduleId, outdated, failures) => {
  const valueOf = (id) => (outdated.has(id) && !failures.has(id) ? cache[id] && cache[id].exports : undefined);
  const [dependencyId] = [...failures.keys()];
  try {
    if (isMeta) return callback && callback(Array.isArray(ids) ? ids.map(valueOf) : valueOf(ids));
    if (failures.size) throw failures.get(dependencyId)[0];
    if (callback) callback([...outdated]);
  } catch (error) {
    if (errorHandler) attempt(errorHandler, error, { moduleId, dependencyId: dependencyId || [...outdated][0] });
    else fail(dependencyId || moduleId, error);
  }
};

const runAccepting = async (importer, outdated) => {
  const failures = new Map();
  for (const id of outdated) {
    connect(cache[importer], id);
    const failure = await rerun(id);
    if (failure) failures.set(id, failure);
  }
  // One call for several dependencies.
  const handlers = new Map();
  for (const id of outdated) {
    for (const handler of cache[importer].state.accepted[id]) {
      handlers.set(handler, new Map([...(handlers.get(handler) || []), ...[...failures].filter(([it]) => it === id)]));
    }
  }
  for (const [handler, ownFailures] of handlers) callHandler(handler, importer, outdated, ownFailures);
  const hasErrorHandler = [...handlers.keys()].some(({ errorHandler }) => errorHandler);
  for (const [id, [error]] of failures) if (!broken[id] && !hasErrorHandler) fail(id, error);
};

const runSelfAccepting = async (before) => {
  const { id, state } = before;
  const failure = await rerun(id);
  const module = cache[id];
  if (failure && module) module.state.self = true; // the next update may help
  if (!failure) return state.selfCallbacks.forEach((callback) => attempt(callback, module && module.exports));
  if (!state.selfErrorHandlers.length) fail(id, failure[0]);
  for (const handler of state.selfErrorHandlers) attempt(handler, failure[0], { moduleId: id, module });
  for (const callback of state.selfCallbacks) attempt(callback, undefined);
};

/** One round: disposes what is outdated, replaces factories and runs. Returns a reason why that is impossible. */
const applyRound = async (changed, { modules = {}, removed = [] }) => {
  const { refusal, outdated, accepting } = traceAll(changed);
  if (refusal) return refusal;
  const updates = [...outdated].map((id) => ({ type: "js-update", path: nameOf(id), acceptedPath: nameOf(id) }));
  emit("vite:beforeUpdate", { type: "update", updates });
  setStatus("dispose");
  const disposed = [...outdated].filter((id) => cache[id]).map(dispose);
  for (const [importer, ids] of accepting) {
    if (cache[importer]) ids.forEach((id) => cache[importer].imports.delete(id));
  }
  if (removed.length) emit("vite:beforePrune", { type: "prune", paths: removed.map(nameOf) });
  removed.forEach(prune);
  Object.assign(factories, modules);
  setStatus("apply");
  for (const [importer, ids] of accepting) if (cache[importer]) await runAccepting(importer, ids);
  for (const module of disposed) {
    if (module.state.self && !module.state.isInvalidated) await runSelfAccepting(module);
  }
  for (const { id } of disposed) {
    if (cache[id] && cache[id].failure) restore(cache[id]);
    else if (cache[id]) delete cache[id].before;
  }
  if (missing) return missing;
  emit("vite:afterUpdate", { type: "update", updates });
};

/** Rounds until no module asks to be replaced any more. */
const applyRounds = async (changed, update) => {
  hear();
  for (let round = 0; changed.length || round < 1; round++) {
    const refusal =
      round > 20 ? `${nameOf(changed[0])} invalidates itself for ever` : await applyRound(changed, update);
    if (refusal) {
      setStatus("abort");
      return refusal;
    }
    changed = [...invalidated];
    invalidated.clear();
    update = {};
  }
  setStatus("idle");
  if (HOT.refresh >= 0) refreshNow();
};

const applyInvalidated = async () => {
  const changed = [...invalidated];
  invalidated.clear();
  const refusal = changed.length && (await applyRounds(changed, {}));
  if (refusal) hotClient.reload(refusal);
  return changed;
};

/** Applies an update script; returns a reason if only a reload helps. */
const applyUpdate = async (update) => {
  const { modules = {}, removed = [], tables } = update;
  Object.assign(names, update.names);
  setStatus("prepare");
  if (tables) {
    const cssBefore = CSS;
    setTables(tables);
    await loadActive();
    if (FEATURE_CSS) dropStyles(cssBefore);
  }
  setStatus("ready");
  // Who has not run is only replaced.
  const changed = [...Object.keys(modules).map(Number), ...invalidated].filter((id) => cache[id]);
  invalidated.clear();
  const refusal = await applyRounds(changed, { modules, removed });
  if (!refusal) hash = update.hash;
  return refusal;
};
