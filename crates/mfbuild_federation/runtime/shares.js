// Consuming shared modules: choosing a provider in the share scopes and loading it, by the rules of the
// federation runtime (`getRegisteredShare`, `loadShare`) and with the same changes to the shared entries.

const consumed = {}; // promise of each consume module, 1 while it is being started
const consumeErrors = {};

const federationError = (message) => Error("[ Federation Runtime ]: " + message);

/** The version to prefer among those of a package. */
const pickVersion = (versions) => {
  const isLoaded = ({ loaded, lib }) => !!(loaded || lib);
  const inUse = (version) => isLoaded(versions[version]) || !!versions[version].loading;
  return Object.keys(versions).reduce((left, right) => {
    let moves = !isLoaded(versions[left]) && notAbove(left, right);
    if (STRATEGY === "loaded-first") moves = inUse(left) === inUse(right) ? notAbove(left, right) : inUse(right);
    return moves || left === "0" ? right : left;
  });
};

/** The entry to use, or `undefined`. The first scope that has the package decides. */
const chooseShare = ([scopes, key, range, flags, , , rangeText]) => {
  const versions = scopes.map((scope) => shareScope(scope)[key]).find(Boolean) || {};
  const names = Object.keys(versions);
  if (!names[0]) return;
  const version = pickVersion(versions);
  const entry = versions[version];
  if (!range || satisfies(version, range)) return entry;
  if (flags % 2 < 1) return versions[names.find((name) => satisfies(name, range))];
  const error = federationError(
    `Version ${version} from ${entry.from} of shared singleton module ${key} ` +
      `does not satisfy the requirement of ${NAME} which needs ${rangeText})`,
  );
  if (flags % 4 > 1) throw error;
  console.warn(error.message);
  return entry;
};

/** Notes in an entry, for every party on the page, that it is loaded and who uses it. */
const markLoaded = (entry, factory) => {
  entry.loaded = true;
  entry.useIn = [...new Set(entry.useIn).add(NAME)];
  return (entry.lib = factory);
};

/** The factory of a shared entry. */
const loadShare = async (entry) => {
  if (entry.lib) return markLoaded(entry, entry.lib);
  if (!entry.loading || entry.loaded) entry.loading = Promise.resolve(entry.get());
  const { loading } = entry;
  try {
    return markLoaded(entry, await loading);
  } catch (error) {
    if (entry.loading === loading) entry.loading = null;
    throw error;
  }
};

/** The factory of a consume module, from a scope or from this build; starts before it returns. */
const findFactory = async (table) => {
  const entry = chooseShare(table);
  if (entry) return loadShare(entry);
  const [scopes, key, , , group, root, rangeText] = table;
  if (group < 0) {
    throw federationError(
      `Share scope "${scopes}" has no ${key} that satisfies ${rangeText}, ` +
        `and ${NAME} has no copy (import: false) #RUNTIME-012`,
    );
  }
  await loadGroup(group);
  return () => evaluate(root);
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
 * Makes a consume module ready. Never rejects: a failure surfaces where the module is executed, and is dropped
 * when the module is asked for again, together with the failures of the modules that imported it.
 */
const startConsume = async (id) => {
  const failure = consumeErrors[id];
  try {
    install(id, await findFactory(CONSUMES[id]));
  } catch (error) {
    consumeErrors[id] = [error];
    consumed[id] = 0;
    install(id, () => {
      throw error;
    });
  }
  for (const other in cache) if (failure && (cache[other].failure || [])[0] === failure[0]) delete cache[other];
};

const consume = (id) => {
  if (!consumed[id]) {
    consumed[id] = 1;
    consumed[id] = startConsume(id);
  }
  return consumed[id];
};
