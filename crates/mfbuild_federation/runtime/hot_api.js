// `module.hot`: the interface of webpack, and as its `meta` that of Vite, which is `import.meta.hot`.

let status = "idle";
const statusHandlers = [];
const listeners = {}; // by event: callbacks
const invalidated = new Set(); // modules that asked to be replaced

const setStatus = (next) => {
  status = next;
  for (const handler of [...statusHandlers]) handler(next);
};

/** Calls foreign code whose failure must not stop an update. */
const attempt = (callback, ...values) => {
  try {
    return callback(...values);
  } catch (error) {
    console.error(error);
  }
};

const removeFrom = (list, item) => {
  if (list.includes(item)) list.splice(list.indexOf(item), 1);
};

/** Events have names of Vite, or the same with our own prefix. */
const listenersOf = (event) => {
  const name = String(event).replace(/^mfbuild:/, "vite:");
  return (listeners[name] ||= []);
};

const emit = (event, payload) => {
  for (const listener of [...listenersOf(event)]) attempt(listener, payload);
};

/** Asks for a module to be replaced, also from a callback that it has left behind. */
const invalidate = ({ id }, message) => {
  if (!cache[id]) return;
  cache[id].state.isInvalidated = true;
  invalidated.add(id);
  emit("vite:invalidate", { path: nameOf(id), message, firstInvalidatedBy: nameOf(id) });
  if (message) console.info(`[mfbuild] ${nameOf(id)}: ${message}`);
  if (status === "idle") hotClient.enqueue(applyInvalidated);
};

/** What both interfaces have. */
const createEvents = (module) => ({
  invalidate: (message) => invalidate(module, message),
  on(event, callback) {
    module.state.listeners.push([event, callback]);
    listenersOf(event).push(callback);
  },
  off: (event, callback) => removeFrom(listenersOf(event), callback),
  send() {}, // the server takes no messages
});

/** `import.meta.hot`: callbacks receive modules. */
const createMeta = (module) => {
  const { id, state } = module;
  const accept = (dependencies, callback) => {
    if (dependencies === undefined || typeof dependencies === "function") {
      state.self = true;
      if (dependencies) state.selfCallbacks.push(dependencies);
      return;
    }
    const handler = { ids: dependencies, callback, isMeta: true };
    for (const dependency of [].concat(dependencies)) {
      (state.accepted[dependency] ||= []).push(handler);
    }
  };
  return {
    ...createEvents(module),
    data: (metaData[id] ||= {}),
    accept,
    // Who imports what is not known: all importers can live with the new exports.
    acceptExports: (exportNames, callback) => accept(callback),
    dispose: (callback) => (state.metaDispose = callback),
    prune: (callback) => (state.metaPrune = callback),
    decline() {}, // as in Vite
  };
};

/** `module.hot`: callbacks receive ids. */
const createHot = (module) => {
  const { id, state } = module;
  return {
    ...createEvents(module),
    active: true,
    data: handedOver[id],
    meta: createMeta(module),
    accept(dependencies, callback, errorHandler) {
      if (dependencies === undefined || typeof dependencies === "function") {
        state.self = true;
        if (dependencies) state.selfErrorHandlers = [dependencies];
        return;
      }
      const handler = { callback, errorHandler };
      for (const dependency of [].concat(dependencies)) {
        const others = (state.accepted[dependency] || []).filter(({ isMeta }) => isMeta);
        state.accepted[dependency] = [...others, handler];
      }
    },
    decline: (dependencies = "self") => [].concat(dependencies).forEach((item) => state.declined.add(item)),
    dispose: (callback) => state.disposers.push(callback),
    addDisposeHandler: (callback) => state.disposers.push(callback),
    removeDisposeHandler: (callback) => removeFrom(state.disposers, callback),
    prune: (callback) => (state.prune = callback),
    status: (handler) => (handler ? void statusHandlers.push(handler) : status),
    addStatusHandler: (handler) => statusHandlers.push(handler),
    removeStatusHandler: (handler) => removeFrom(statusHandlers, handler),
    // The server says when there is an update, and it is applied at once.
    check: () => hotClient.enqueue(applyInvalidated),
    apply: () => hotClient.enqueue(applyInvalidated),
  };
};
