// What this build provides in share scopes.

/** The provided modules as every federation runtime expects them in a share scope. */
const shares = PROVIDES.map(([scope, key, version, group, root, flags, requiredVersion]) => {
  const factory = () => evaluate(root);
  const eager = flags > 3;
  const share = {
    version,
    get: () => {
      const ready = loadGroup(group).then(() => factory);
      return eager ? factory : ready;
    },
    from: NAME,
    scope,
    shareConfig: { singleton: flags % 2 > 0, requiredVersion, strictVersion: flags % 4 > 1, eager },
    useIn: [],
    deps: [],
    eager,
    loading: null,
    strategy: STRATEGY,
  };
  return [key, share];
});

/** Registers the provided modules of a scope; registering again changes nothing. */
const provide = (scopeName) => {
  const scope = boundScopes[scopeName];
  for (const [key, share] of shares) {
    if (!share.scope.includes(scopeName)) continue;
    const versions = (scope[key] = scope[key] || {});
    const { strategy, loaded, eager, shareConfig, from } = versions[share.version] || { from: "" };
    const isEager = !!(eager || (shareConfig && shareConfig.eager));
    const wins = share.eager === isEager ? NAME > from : share.eager;
    if (strategy !== "loaded-first" && !loaded && wins) versions[share.version] = share;
  }
};
