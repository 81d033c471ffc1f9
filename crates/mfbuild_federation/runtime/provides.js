// What this build provides in share scopes.

/** The provided modules as every federation runtime expects them in a share scope. */
const shares = PROVIDES.map(([scope, key, version, group, root, flags, requiredVersion]) => {
  const factory = () => (FEATURE_HOT ? handOut : evaluate)(root);
  const eager = flags > 3;
  const share = {
    version,
    get: () => {
      const ready = loadPart(group).then(() => factory);
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
