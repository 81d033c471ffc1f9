// Consume modules: they stand for shared modules, and for exposed modules of remotes. Who provides the factory is
// decided elsewhere, by `findFactory` and `loadRemoteModule`.

const consumed = {}; // promise of each consume module, 1 while it is being started, 0 after a failure
const consumeErrors = {};

const federationError = (message) => Error("[ Federation Runtime ]: " + message);

/** The group of the own copy that a consume module falls back on. */
const copyOf = (id) => (CONSUMES[id] || [])[4];

/** Says that no version of a shared module satisfies, in the words of webpack; `undefined` if there is no version. */
const describeMismatch = ([scopes, key, , , , , rangeText]) => {
  const scopesByName = FEATURE_RUNTIME ? instance.shareScopeMap : boundScopes;
  const name = scopes.find((scope) => (scopesByName[scope] || {})[key]);
  const versions = name && Object.entries(scopesByName[name][key]);
  if (!versions || !versions[0]) return;
  const offers = versions.map(([version, { from }]) => `${version} from ${from}`);
  return (
    `No satisfying version (${rangeText}) of shared module ${key} found in shared scope ${name}.\n` +
    `Available versions: ${offers.join(", ")}`
  );
};

/**
 * Whether a consume module that finds no satisfying version takes what there is, with a warning: webpack's rule for
 * `import: false`, where nothing else is left, unless `strictVersion` forbids it.
 */
const takesAnyVersion = (table) => {
  const message = FEATURE_BORROWS && table[4] < 0 && table[3] % 4 < 2 && describeMismatch(table);
  if (message) console.warn(message);
  return !!message;
};

/** The factory of the own copy of a shared module. */
const loadCopy = async (table) => {
  const [scopes, key, , , group, root, rangeText] = table;
  if (FEATURE_BORROWS && group < 0) {
    const missing = `Shared module ${key} doesn't exist in shared scope ${scopes.join(", ")}`;
    throw federationError(
      `${describeMismatch(table) || missing}\n` +
        `${NAME} requires ${key} ${rangeText} and has no copy of its own (import: false) #RUNTIME-012`,
    );
  }
  await loadPart(group);
  return () => (FEATURE_HOT ? handOut : evaluate)(root);
};

/** Makes the factory of a shared module the one of its consume module. */
const install = (id, factory) => {
  factories[id] = (module) => {
    // A cycle through shared packages comes back here: then the factory has to answer, with what there is.
    delete cache[id];
    const value = (module.exports = factory());
    cache[id] = module;
    if (FEATURE_ASYNC && value instanceof Promise) {
      module.pending = value.then((exports) => {
        module.exports = exports;
        module.pending = 0;
      });
      module.pending.catch((error) => (module.failure = [error])).then(() => settle(module));
    }
  };
};

/**
 * Makes a consume module ready, when the containers that are `opening` have settled. Never rejects: a failure surfaces
 * where the module is executed, and is dropped when the module is asked for again, together with the failures of the
 * modules that imported it.
 */
const startConsume = async (id, leading, opening) => {
  const failure = consumeErrors[id];
  try {
    // A container that fails is a failure of the modules that are taken from it.
    if (FEATURE_REMOTES && opening && opening.some(Boolean)) await Promise.allSettled(opening);
    install(id, await (FEATURE_REMOTES && leading ? loadRemoteModule(id, leading) : findFactory(CONSUMES[id])));
  } catch (error) {
    consumeErrors[id] = [error];
    consumed[id] = 0;
    install(id, () => {
      throw error;
    });
  }
  for (const other in cache) if (failure && (cache[other].failure || [])[0] === failure[0]) delete cache[other];
};

const consume = (id, opening) => {
  const remoteModule = FEATURE_REMOTES && REMOTE_MODULES[id];
  const leading = remoteModule && (waiting || []);
  if (leading) {
    if (leading.includes(remoteModule)) return;
    leading.push(remoteModule);
  }
  if (!consumed[id]) {
    consumed[id] = 1;
    consumed[id] = startConsume(id, leading, opening);
  }
  return consumed[id];
};
