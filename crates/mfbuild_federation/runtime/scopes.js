// Share scopes: the objects that hosts hand over.

const boundScopes = {};

/** The scope of that name: what a host has bound, else a private one. */
const shareScope = (name) => {
  boundScopes[name] = boundScopes[name] || {};
  if (FEATURE_PROVIDES) provide(name);
  return boundScopes[name];
};
