// Registration of what this build provides, by the rules that are built in.

/** Registers the provided modules of a scope; registering again changes nothing. */
const provide = (scopeName) => {
  const scope = boundScopes[scopeName];
  for (const [key, share] of shares) {
    if (!share.scope.includes(scopeName)) continue;
    const versions = (scope[key] ||= {});
    const { strategy, loaded, eager, shareConfig, from } = versions[share.version] || { from: "" };
    const isEager = !!(eager || (shareConfig && shareConfig.eager));
    // A build for development leaves the page with its own copies, which may be those for production: React's parts
    // must be of one kind.
    const wins = FEATURE_HOT ? !from : share.eager === isEager ? NAME > from : share.eager;
    if (strategy !== "loaded-first" && !loaded && wins) versions[share.version] = share;
  }
};
