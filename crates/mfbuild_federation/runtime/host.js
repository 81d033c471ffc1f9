// The instance of the project's own federation runtime, and the beginning of sharing.

let instance; // there is none while runtime plugins start: host_start.js
const sharing = {}; // by scope name: the scope object and the promise that it is initialised
const sharingTokens = {};
const sharingWarnings = {};

/** A remote that cannot be initialised must not stop those who share with it. */
const warnOfSharing = (error) => {
  const message = `Initialization of sharing external failed: ${error}`;
  if (!sharingWarnings[message]) console.warn(message);
  sharingWarnings[message] = 1;
};

/**
 * Registers what this build provides and initialises remotes that share, once per scope object. `wave` holds the tokens
 * of the parties that a host's `init` has come to (spec §1.8). Only such a wave opens containers that the runtime does
 * not load itself: an app opens them when it asks for one of their modules, as one of them may never come.
 */
const initializeSharing = (names, wave) => {
  const visited = wave || [];
  const initialize = (name) => {
    const token = (sharingTokens[name] ||= { from: NAME });
    if (visited.includes(token)) return;
    visited.push(token);
    if (!sharing[name] || sharing[name][0] !== instance.shareScopeMap[name]) {
      const options = { strategy: STRATEGY, initScope: visited, from: "build" };
      const promises = instance.initializeSharing(name, options);
      for (const remote of FEATURE_REMOTES && wave && STRATEGY === "version-first" ? REMOTES : []) {
        if (remote.locations && [].concat(remote.shareScope).includes(name)) {
          promises.push(openContainer(remote, visited).catch(warnOfSharing));
        }
      }
      sharing[name] = [instance.shareScopeMap[name], Promise.all(promises)];
    }
    return sharing[name][1];
  };
  return Promise.all([].concat(names).map(initialize));
};

/** Makes waves go on where a remote fails; the runtime asks it again with each shared module. */
const keepSharing = (handler) => {
  const { initializeSharing } = handler;
  handler.initializeSharing = (...parameters) =>
    initializeSharing.apply(handler, parameters).map((promise) => promise.catch(warnOfSharing));
};
