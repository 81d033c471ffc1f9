// Modules of remotes, and the containers that the federation runtime does not load itself: promises, ES modules,
// modules of this build, and lists of places. REMOTES is an argument of the entry: its expressions belong to the user.

/** What a manifest says of its container (spec §2.2). */
const readManifest = async (address) => {
  const { metaData } = await (await fetch(address)).json();
  const { path, name, type } = metaData.remoteEntry;
  const directory = new URL(
    metaData.publicPath === "auto" ? "." : metaData.publicPath,
    new URL(address, self.location),
  );
  const file = [path, name].filter(Boolean).join("/");
  return { entry: new URL(file, directory).href, type, entryGlobalName: metaData.globalName };
};

/** The container of an entry or manifest, loaded by the federation runtime, which does not know the remote. */
const loadContainer = async (name, entry) => {
  const details = /\.json/.test(entry) ? await readManifest(entry) : { entry };
  const module = instance.initRawContainer(name, details.entry);
  Object.assign(module.remoteInfo, details);
  return module.getEntry();
};

/** The first container that one of the places has. */
const findContainer = async (remote) => {
  let failure;
  remote.attempts = (remote.attempts || 0) + 1;
  for (const location of remote.locations) {
    try {
      const container = await (typeof location === "function"
        ? location(require, remote.attempts - 1)
        : loadContainer(...location));
      if (container) return container;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
};

/** Initialises a container. As in webpack a failure is a warning: what the container exposes may work all the same. */
const initContainer = async (container, { shareScope }, visited) => {
  const { shareScopeMap } = instance;
  const names = [].concat(shareScope);
  for (const name of names) shareScopeMap[name] ||= {};
  const options = { version: "", shareScopeKeys: shareScope };
  // Containers copy what they can enumerate.
  Object.defineProperty(options, "shareScopeMap", { value: shareScopeMap });
  try {
    if (container.init) await container.init(shareScopeMap[names[0]], visited, options);
  } catch (error) {
    warnOfSharing(error);
  }
};

/** The container of a remote, initialised once; a failure to find it is forgotten. */
const openContainer = (remote, visited) => {
  const open = async () => {
    try {
      const container = await findContainer(remote);
      await initContainer(container, remote, visited);
      return container;
    } catch (error) {
      remote.container = 0;
      throw error;
    }
  };
  return (remote.container ||= open());
};

/** The factory of an exposed module, by the federation runtime. */
const loadByRuntime = ({ name }, key) => {
  const cached = instance.moduleCache.get(name);
  // Before 2.0 a container counts as initialised that could not be loaded: it would share nothing when it is back.
  if (cached && !cached.remoteEntryExports) cached.inited = false;
  return instance.loadRemote(name + key.slice(1), { loadFactory: false, from: "build" });
};

/** The factory of an exposed module. */
const loadRemoteModule = async (id, leading) => {
  const [index, key] = REMOTE_MODULES[id];
  const remote = REMOTES[index];
  try {
    const visited = [];
    await initializeSharing(remote.shareScope, visited);
    const factory = await (remote.locations
      ? (await openContainer(remote, visited)).get(key, leading)
      : loadByRuntime(remote, key));
    if (!factory) throw federationError(`"${key}" of ${remote.alias} has no factory #RUNTIME-014`);
    // Plugins give a module in place of one that fails, rather than its factory.
    return typeof factory === "function" ? factory : () => factory;
  } catch (reason) {
    const error = reason || Error("Container missing");
    const note = `\nwhile loading "${key}" from ${remote.alias}`;
    const { message } = error;
    // Some messages are read-only.
    if (typeof message === "string" && !message.includes(note)) Reflect.set(error, "message", message + note);
    throw error;
  }
};
