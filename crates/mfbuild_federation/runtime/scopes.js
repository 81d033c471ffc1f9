// Share scopes: the objects that hosts hand over.

const boundScopes = {};

/** The scope of that name: what a host has bound, else a private one. */
const shareScope = (name) => {
  boundScopes[name] ||= {};
  if (FEATURE_PROVIDES) provide(name);
  return boundScopes[name];
};

// `__webpack_init_sharing__` and `__webpack_share_scopes__` of code that initialises containers by hand.
const sharing = {}; // by scope name
require.I = (name) => (sharing[name] ||= Promise.resolve(shareScope(name) && 1));
require.S = boundScopes;
