// A stand-in for `@module-federation/runtime`: enough for a page that shares with itself.
exports.init = options => {
  const shareScopeMap = { default: {} };
  const find = name => options.shared[name] && options.shared[name][0];
  return {
    shareScopeMap,
    moduleCache: new Map(),
    sharedHandler: { initializeSharing: () => [] },
    initializeSharing: () => [],
    loadShare: async name => find(name) && find(name).get(),
    loadShareSync: name => {
      if (find(name) && find(name).lib) return find(name).lib;
      throw new Error('RUNTIME-005');
    },
    loadRemote: async id => ({ id }),
  };
};
