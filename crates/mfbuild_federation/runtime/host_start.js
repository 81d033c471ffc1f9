// Creates the instance, before any other module runs.

/** The shared modules as options of the runtime. */
const sharedOptions = () => {
  const options = {};
  for (const [key, share] of FEATURE_PROVIDES ? shares : []) (options[key] ||= []).push(share);
  return options;
};

// Older runtimes remember that an entry could not be loaded.
const retry = {
  name: "mfbuild-retry",
  loadEntryError: ({ globalLoading, uniqueKey }) => {
    delete globalLoading[uniqueKey];
  },
};

const { init: createInstance, plugins } = require(RUNTIME);
instance = createInstance({
  name: NAME,
  remotes: FEATURE_REMOTES ? REMOTES.filter(({ locations }) => !locations) : [],
  shared: sharedOptions(),
  shareStrategy: STRATEGY,
  plugins: [retry, ...plugins],
});
keepSharing(instance.sharedHandler);

// `__webpack_init_sharing__` and `__webpack_share_scopes__` of code that initialises containers by hand.
require.I = (name, visited = []) => initializeSharing(name, visited);
require.S = instance.shareScopeMap;
