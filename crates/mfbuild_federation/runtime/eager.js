// Eager consume modules may be executed before anything was loaded, as by `loadShareSync` of the federation runtime.

const eagerFactory = ([, key, , , , root], entry) => {
  const factory = entry && (entry.lib || entry.get());
  if (typeof factory === "function") return markLoaded(entry, factory);
  if (factories[root]) return () => evaluate(root);
  throw federationError(`Shared module ${key} is not available for eager consumption by ${NAME} #RUNTIME-006`);
};

for (const id in CONSUMES) {
  const table = CONSUMES[id];
  if (table[3] > 3) install(id, () => eagerFactory(table, chooseShare(table))());
}
