// Consuming shared modules: choosing a provider in the share scopes and loading it, by the rules of the
// federation runtime (`getRegisteredShare`, `loadShare`) and with the same changes to the shared entries.

const consumed = {}; // promise of each consume module, 1 while it is being started
const consumeErrors = {};

const isLoaded = (entry) => entry.loaded || typeof entry.lib === "function";

/** Whether to move from one version to the next one of the scope. */
const prefers = (versions, left, right) => {
  if (STRATEGY === "loaded-first") {
    const inUse = (version) => !!(isLoaded(versions[version]) || versions[version].loading);
    if (inUse(left) !== inUse(right)) return inUse(right);
  } else if (isLoaded(versions[left])) return false;
  return notAbove(left, right);
};

const pickVersion = (versions) =>
  Object.keys(versions).reduce((left, right) =>
    prefers(versions, left, right) || left === "0" ? right : left,
  );

const federationError = (message) => Error("[ Federation Runtime ]: " + message);

/** The entry to use, or `undefined`. The first scope that has the package decides. */
const chooseShare = ([scopes, key, range, flags, , , rangeText]) => {
  const versions = scopes.map((scope) => shareScope(scope)[key]).find((found) => found);
  if (!versions || !Object.keys(versions).length) return;
  const version = pickVersion(versions);
  const entry = versions[version];
  if (!range || satisfies(version, range)) return entry;
  if (!(flags & 1)) return versions[Object.keys(versions).find((other) => satisfies(other, range))];
  const error = federationError(
    `Version ${version} from ${entry.from} of shared singleton module ${key} does not satisfy the requirement of ${NAME} which needs ${rangeText})`,
  );
  if (flags & 2) throw error;
  console.warn(error.message);
  return entry;
};

/** The factory of a shared entry. What is learned is noted in the entry, for every party on the page. */
const loadShare = (entry) => {
  const finish = (factory) => {
    entry.useIn = entry.useIn || [];
    if (!entry.useIn.includes(NAME)) entry.useIn.push(NAME);
    entry.loaded = true;
    return (entry.lib = entry.lib || factory);
  };
  if (entry.lib) return finish();
  const inFlight = !entry.loaded && entry.loading;
  const loading = inFlight || (entry.loading = Promise.resolve(entry.get()).then(finish));
  return loading.then(finish, (error) => {
    if (entry.loading === loading) entry.loading = null;
    throw error;
  });
};

const resolveConsume = (table) => {
  const entry = chooseShare(table);
  if (entry) return loadShare(entry);
  const [scopes, key, , , group, root, rangeText] = table;
  if (group >= 0) return loadGroup(group).then(() => () => evaluate(root));
  throw federationError(
    `Shared module "${key}" (${rangeText}) is not provided in share scope "${scopes}" and "${NAME}" has no copy of its own (import: false). #RUNTIME-012\nargs: ${JSON.stringify({ shareKey: key })}`,
  );
};

/**
 * Makes a consume module ready. Never rejects: a failure surfaces where the module is executed, and is dropped
 * when the module is asked for again, together with the failures of the modules that imported it.
 */
const consume = (id) => {
  if (consumed[id]) return consumed[id];
  consumed[id] = 1;
  const install = (factory) => {
    const failure = consumeErrors[id];
    for (const other in cache) if (failure && (cache[other].failure || [])[0] === failure[0]) delete cache[other];
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
        module.pending.catch((error) => (module.failure = [error]));
      }
    };
  };
  return (consumed[id] = new Promise((resolve) => resolve(resolveConsume(CONSUMES[id]))).then(install, (error) => {
    install(() => {
      throw error;
    });
    consumeErrors[id] = [error];
    consumed[id] = 0;
  }));
};
