// Consume modules that are executed before they were asked for: eager ones, and members of a ring that another party
// starts. As by `loadShareSync` of the federation runtime.

for (const id in CONSUMES) {
  const [, key, , , , root] = CONSUMES[id];
  install(id, () => {
    const factory = findLoaded(CONSUMES[id]);
    if (factory) return factory();
    if (factories[root]) return (FEATURE_HOT ? handOut : evaluate)(root);
    throw federationError(`Shared module ${key} is not available for eager consumption by ${NAME} #RUNTIME-006`);
  });
}
