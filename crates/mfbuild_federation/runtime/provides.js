// What this build provides in share scopes.

const provided = [];

/** A provided module as every federation runtime expects it in a share scope. */
const createShare = ([scope, key, version, group, root, flags, requiredVersion]) => {
  const factory = () => evaluate(root);
  const eager = !!(flags & 4);
  return {
    version,
    get: () => (eager ? factory : loadGroup(group).then(() => factory)),
    from: NAME,
    scope,
    shareConfig: { singleton: !!(flags & 1), requiredVersion, strictVersion: !!(flags & 2), eager },
    useIn: [],
    deps: [],
    eager,
    loading: null,
    strategy: STRATEGY,
  };
};

/** Registers the provided modules of a scope; registering again changes nothing. */
const provide = (scopeName) =>
  PROVIDES.forEach((table, index) => {
    const [scopes, key, version] = table;
    if (!scopes.includes(scopeName)) return;
    const scope = boundScopes[scopeName];
    const versions = (scope[key] = scope[key] || {});
    const share = (provided[index] = provided[index] || createShare(table));
    const current = versions[version];
    if (current) {
      if (current.strategy === "loaded-first" || current.loaded) return;
      const currentEager = !!(current.eager || (current.shareConfig && current.shareConfig.eager));
      if (share.eager === currentEager ? !(NAME > current.from) : currentEager) return;
    }
    versions[version] = share;
  });
