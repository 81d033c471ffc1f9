// Hot builds: modules that know who asked for them, exports that importers keep while the module runs again, and
// `module.hot`. What happens to them when an update comes is in hot_update.js.

let parents; // module id: ids of the modules that asked for it, some of which may do so no more; from the first update
const connections = []; // the same before that: importer, module, importer, module, …
const roots = new Set(); // modules that somebody outside the registry holds
const kept = {}; // exports of disposed modules, which importers hold
const handedOver = {}; // what disposed modules leave to those that replace them
const metaData = {}; // the same by the rules of Vite: one object for ever
const activeGroups = new Set(); // groups that somebody has asked for
const names = { ...HOT.names };

const nameOf = (id) => names[id] || `module ${id}`;

/** Notes that a module asks for another one. Pages of thousands of modules do that ten times as often. */
const connect = (module, id) => {
  if (module.imports.has(id)) return;
  module.imports.add(id);
  if (parents) addParent(module.id, id);
  else connections.push(module.id, id);
};

const addParent = (parent, id) => (parents[id] ||= new Set()).add(parent);

/** The modules that hold the exports of a module. */
const importersOf = (id) => {
  if (!parents) {
    parents = {};
    for (let at = 0; at < connections.length; at += 2) addParent(connections[at], connections[at + 1]);
    connections.length = 0;
  }
  return [...(parents[id] || [])].filter((parent) => cache[parent] && cache[parent].imports.has(id));
};

const isFinal = (exports, key) =>
  !Object.getOwnPropertyDescriptor(exports, key).configurable && !(key === "__esModule" && exports[key] === true);

/** The exports object for another run: the one that importers hold, if it can be emptied. */
const emptied = (module, exports) => {
  const keys = Reflect.ownKeys(exports);
  if (!Object.isExtensible(exports) || keys.some((key) => isFinal(exports, key))) return {};
  module.before = Object.getOwnPropertyDescriptors(exports);
  for (const key of keys) Reflect.deleteProperty(exports, key);
  namespaces.delete(exports);
  return exports;
};

/** Gives importers back what they had before a run that failed. */
const restore = (module) => {
  const { own, before } = module;
  if (!before) return;
  for (const key of Reflect.ownKeys(own)) Reflect.deleteProperty(own, key);
  for (const key of Reflect.ownKeys(before)) Reflect.defineProperty(own, key, before[key]);
};

/** What code in a module has said about updates. */
const createState = () => ({
  self: false, // whether the module accepts itself
  selfCallbacks: [],
  selfErrorHandlers: [],
  accepted: {}, // id of a dependency: what to call
  declined: new Set(), // ids of dependencies, and `self`
  disposers: [],
  listeners: [],
});

class HotModule {
  constructor(id) {
    this.id = Number(id);
    this.imports = new Set();
    this.own = this.exports = kept[id] ? emptied(this, kept[id]) : {};
    if (kept[id]) delete kept[id];
    this.said = undefined;
    this.localRequire = createRequire(this);
  }

  get state() {
    return (this.said ||= createState());
  }

  /** Few modules look at it. */
  get hot() {
    Object.defineProperty(this, "hot", { value: createHot(this), writable: true });
    return this.hot;
  }
}

/** What `require` of every module has; the rest comes from the `require` of the build. */
const requireHelpers = Object.setPrototypeOf(
  {
    s(id) {
      connect(this.module, id);
      return shown(id, require.s(id));
    },
    w(ids) {
      for (const id of ids) connect(this.module, id);
      return require.w(ids);
    },
    i(group, id, mode) {
      const { module } = this;
      return loadGroup(group).then(() => {
        connect(module, id);
        return shownNamespace(evaluate(id, mode));
      });
    },
  },
  require,
);

/** `require` as one module sees it. */
const createRequire = (module) => {
  const localRequire = (id, runsAnew) => {
    connect(module, id);
    return shown(id, require(id, runsAnew));
  };
  localRequire.module = module;
  return Object.setPrototypeOf(localRequire, requireHelpers);
};

/** Runs a module for somebody outside the registry. */
const handOut = (id, mode) => {
  roots.add(id);
  return evaluate(id, mode);
};

/** The same for an exposed module. */
const expose = (id, mode) => shownNamespace(handOut(id, mode));

// The setters serve the assignments that modules make, too.
let publicPath, nonce;
Object.defineProperty(require, "p", { get: () => publicPath, set: (path) => (publicPath = path) });
Object.defineProperty(require, "nc", { get: () => nonce, set: (value) => (nonce = value) });

require.d = (exports, getters) => {
  for (const key in getters) {
    if (hasOwn(exports, key)) continue;
    Object.defineProperty(exports, key, { enumerable: true, configurable: true, get: getters[key] });
  }
};

/** The same for functions that nobody assigns to: there is no getter to compile, and none to call. */
require.v = (exports, values) => {
  for (const key in values) {
    if (hasOwn(exports, key)) continue;
    Object.defineProperty(exports, key, { enumerable: true, configurable: true, value: values[key] });
  }
};

const moduleTag = { value: "Module", configurable: true };
const moduleFlag = { value: true, configurable: true };

require.r = (exports, getters) => {
  Object.defineProperty(exports, Symbol.toStringTag, moduleTag);
  require.d(Object.defineProperty(exports, "__esModule", moduleFlag), getters);
  return exports;
};

// An update empties exports and fills them again: an object that is not extensible could not follow.
require.o = (exports) => exports;
