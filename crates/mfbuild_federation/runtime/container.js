// The federation container: what `init` and `get` of the entry do. Both are called without `this`.

const initTokens = {};
const ownScopes = [].concat(SHARE_SCOPE);

const init = async (scope = {}, visited = [], options = {}) => {
  const { shareScopeKeys: hostKeys, shareScopeMap: hostScopes } = options;
  if (FEATURE_RUNTIME) instance.initOptions({ name: NAME, remotes: [], ...options });
  // Which scope object goes under which name: as the federation runtime decides it.
  const isSingle = SHARE_SCOPE === ownScopes[0];
  const usesHostScopes = hostScopes && (isSingle ? Array.isArray(hostKeys) : hostKeys);
  for (const name of isSingle && usesHostScopes ? hostKeys : ownScopes) {
    const bound = usesHostScopes ? (hostScopes[name] ||= {}) : scope;
    if (FEATURE_RUNTIME) instance.initShareScopeMap(name, bound, { hostShareScopeMap: hostScopes || {} });
    else boundScopes[name] = bound;
  }
  if (FEATURE_RUNTIME) {
    await initializeSharing(ownScopes, visited);
    return true;
  }
  for (const name of ownScopes) {
    const token = (initTokens[name] ||= { from: NAME });
    if (visited.includes(token)) continue;
    visited.push(token);
    shareScope(name);
  }
  return true;
};

const get = async (key, leading) => {
  if (!hasOwn(EXPOSES, key)) throw Error(`Module "${key}" does not exist in container.`);
  const [group, id, mode] = EXPOSES[key];
  if (FEATURE_REMOTES) waiting = leading;
  const loaded = loadGroup(group);
  if (FEATURE_REMOTES) waiting = 0;
  await loaded;
  return () => (FEATURE_HOT ? expose : evaluate)(id, mode);
};

const container = {};
require.d(container, { get: () => get, init: () => init });
