// Modules of remotes, and the containers that the federation runtime does not load itself: promises, ES modules,
// modules of this build, and lists of places. REMOTES is an argument of the entry, as its expressions are those of users.

/** The first container that one of the places has. */
const findContainer = async (remote) => {
  let failure = Error("Container missing");
  const attempt = (remote.attempts = (remote.attempts || 0) + 1);
  for (const location of remote.locations) {
    try {
      const isFunction = typeof location === "function";
      const container = await (isFunction ? location(require, attempt) : instance.initRawContainer(...location).getEntry());
      if (container) return container;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
};

/** The container of a remote, initialised once; a failure is forgotten. */
const openContainer = (remote, visited = []) => {
  const open = async () => {
    const container = await findContainer(remote);
    const scopes = instance.shareScopeMap;
    const names = [].concat(remote.shareScope);
    for (const name of names) scopes[name] = scopes[name] || {};
    const options = { version: "", shareScopeKeys: remote.shareScope };
    // Containers copy what they can enumerate.
    Object.defineProperty(options, "shareScopeMap", { value: scopes });
    try {
      if (container.init) await container.init(scopes[names[0]], visited, options);
    } catch (error) {
      warnSharing(error); // as webpack does: what it exposes may work all the same
    }
    return container;
  };
  remote.container = remote.container || open();
  remote.container.catch(() => (remote.container = 0));
  return remote.container;
};

/** The factory of an exposed module. */
const loadRemoteModule = async (id) => {
  const [index, key] = REMOTE_MODULES[id];
  const remote = REMOTES[index];
  try {
    await initializeSharing(remote.shareScope);
    const request = remote.locations
      ? (await openContainer(remote)).get(key)
      : instance.loadRemote(remote.name + key.slice(1), { loadFactory: false, from: "build" });
    const factory = await request;
    if (!factory) throw federationError(`There is no factory of "${key}" #RUNTIME-014`);
    // What a plugin gives in place of a remote that fails is rather the module itself.
    return typeof factory === "function" ? factory : () => factory;
  } catch (error) {
    const place = `\nwhile loading "${key}" from ${remote.alias}`;
    const failure = error || Error("Container missing")
    throw error;
  }
};
