// Shared modules by the rules of the project's own federation runtime.

/** What the runtime has to know of the one who asks for a shared module. */
const shareRequest = ([scope, , range, flags, , , rangeText]) => ({
  from: "build",
  customShareInfo: {
    scope,
    from: NAME,
    shareConfig: {
      singleton: flags % 2 > 0,
      requiredVersion: range ? rangeText : false,
      strictVersion: flags % 4 > 1,
      eager: flags > 3,
    },
  },
});

/** Makes the runtime forget loads that fail: it would hand out the same failure for ever. */
const forgetFailures = ([scopes, key]) => {
  for (const scope of scopes) {
    for (const entry of Object.values((instance.shareScopeMap[scope] || {})[key] || {})) {
      const { loading } = entry;
      if (entry.loaded) continue;
      Promise.resolve(loading).catch(() => {
        if (entry.loading === loading) entry.loading = null;
      });
    }
  }
};

/** A consume module that accepts every version. */
const withoutRange = ([scopes, key, , ...rest]) => [scopes, key, 0, ...rest];

/** The factory of a consume module, from a scope or from this build. */
const findFactory = async (table) => {
  const load = (table) => instance.loadShare(table[1], shareRequest(table));
  try {
    return (await load(table)) || (takesAnyVersion(table) && (await load(withoutRange(table)))) || loadCopy(table);
  } catch (error) {
    forgetFailures(table);
    throw error;
  }
};

/** What a share scope has at once. */
const findLoaded = (table) => {
  if (!instance) return;
  const load = (table) => {
    try {
      return instance.loadShareSync(table[1], shareRequest(table));
    } catch (error) {
      if (!/RUNTIME-00[56]/.test(error.message)) throw error;
    }
  };
  return load(table) || (takesAnyVersion(table) && load(withoutRange(table)));
};
