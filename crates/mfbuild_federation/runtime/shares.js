// Shared modules by rules that are built in: choosing a provider in the share scopes and loading it as the federation
// runtime does (`getRegisteredShare`, `loadShare`) and with the same changes to the shared entries.

/**
 * The version to prefer among those of a package. The runtime knows the strategy of this build by the shares that the
 * build provides, so it takes the highest version of any other package.
 */
const pickVersion = (versions, key) => {
  const loadedFirst =
    STRATEGY === "loaded-first" && FEATURE_PROVIDES && shares.some(([provided]) => provided === key);
  const isLoaded = ({ loaded, lib }) => !!(loaded || lib);
  const inUse = (version) => isLoaded(versions[version]) || !!versions[version].loading;
  return Object.keys(versions).reduce((left, right) => {
    let moves = !isLoaded(versions[left]) && notAbove(left, right);
    if (loadedFirst) moves = inUse(left) === inUse(right) ? notAbove(left, right) : inUse(right);
    return moves || !left || left === "0" ? right : left;
  });
};

/** The entry to use, or `undefined`. The first scope that has the package decides. */
const chooseShare = (table) => {
  const [scopes, key, range, flags, , , rangeText] = table;
  const versions = scopes.map((scope) => shareScope(scope)[key]).find(Boolean) || {};
  const names = Object.keys(versions);
  if (!names[0]) return;
  const version = pickVersion(versions, key);
  const entry = versions[version];
  if (!range || satisfies(version, range)) return entry;
  if (flags % 2 < 1) {
    const fitting = names.find((name) => satisfies(name, range));
    return fitting === undefined && takesAnyVersion(table) ? entry : versions[fitting];
  }
  const error = federationError(
    `Version ${version} from ${entry.from} of shared singleton module ${key} ` +
      `does not satisfy the requirement of ${NAME} which needs ${rangeText})`,
  );
  if (flags % 4 > 1) throw error;
  console.warn(error.message);
  return entry;
};

/** Notes in an entry, for every party on the page, that this build uses it. */
const addUser = (entry) => {
  entry.useIn = [...new Set(entry.useIn).add(NAME)];
  return entry.lib;
};

/** Notes in an entry, for every party on the page, that it is loaded and who uses it. */
const markLoaded = (entry, factory) => {
  entry.loaded = true;
  entry.lib = factory;
  return addUser(entry);
};

/** The factory of a shared entry. */
const loadShare = async (entry) => {
  if (entry.lib) return addUser(entry);
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
const findFactory = (table) => {
  const entry = chooseShare(table);
  return entry ? loadShare(entry) : loadCopy(table);
};

/** What a share scope has at once. */
const findLoaded = (table) => {
  const entry = chooseShare(table);
  const factory = entry && (entry.lib || entry.get());
  return typeof factory === "function" && markLoaded(entry, factory);
};
