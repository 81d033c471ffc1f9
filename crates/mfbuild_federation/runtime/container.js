// The federation container: what `init` and `get` of the entry do. Both are called without `this`.

const initTokens = {};
const ownScopes = [].concat(SHARE_SCOPE);

/** Which scope object goes under which name, as the federation runtime decides it. */
const bindScopes = (scope, { shareScopeKeys: hostKeys, shareScopeMap: hostScopes }) => {
  const single = typeof SHARE_SCOPE === "string";
  const fromHost = hostScopes && (single ? Array.isArray(hostKeys) : hostKeys);
  for (const name of fromHost && single ? hostKeys : ownScopes) {
    boundScopes[name] = fromHost ? (hostScopes[name] = hostScopes[name] || {}) : scope;
  }
};

const init = (scope = {}, visited = [], options) => {
  bindScopes(scope, options || {});
  for (const name of ownScopes) {
    const token = (initTokens[name] = initTokens[name] || { from: NAME });
    if (visited.includes(token)) continue;
    visited.push(token);
    shareScope(name);
  }
  return Promise.resolve(true);
};

const get = async (key) => {
  if (!hasOwn(EXPOSES, key)) throw Error(`Module "${key}" does not exist in container.`);
  const [group, id, mode] = EXPOSES[key];
  await loadGroup(group);
  return () => evaluate(id, mode);
};

const container = {};
require.d(container, { get: () => get, init: () => init });
