// Random builds and share scopes for the comparison with the published runtime.

import { randomNumbers } from "./versions.mjs";

/** Shared packages of one build. */
export const perBuild = 20;

const versions = [
  ...["0.5.1", "0.5.9", "1.0.0", "1.2.0", "1.10.0", "2.0.0", "2.1.3", "0", "1", "1.2"],
  ...["1.0.0-beta.1", "1.0.0-beta", "2.0.0-rc.1", "1.2.0+build.5", "v1.0.0", "18.3.0-next.1", "18.2.0", "latest"],
];
const ranges = [
  ...["^0.5.1", "~0.5.1", "^1.0.0", "^1.2.0", "~1.2.0", ">=1", ">1 <2.1", "1.x", "^2", "2.1.3", "^18.0.0"],
  ...["^1.0.0-beta.1", ">=2.0.0-rc.0", "^0.5.1 || ^2.0.0", "1 - 2", "*", "x", "", ">=0.0.0", "latest", "!=1", "=1.0.0"],
];
const names = ["aaa", "acme", "host", "zzz"];

/** One build with its consume modules, the shares that it provides, and what a host offers; the same for a seed. */
export function describeBuild(seed) {
  const random = randomNumbers(seed * 7919);
  for (let warmUp = 0; warmUp < 5; warmUp++) random();
  const chance = (probability) => random() < probability;
  const pick = (items) => items[Math.floor(random() * items.length)];
  const scopeNames = pick([["default"], ["default"], ["one", "two"]]);
  const strategy = pick(["version-first", "loaded-first"]);
  const flags = () => ({ singleton: chance(0.35), strictVersion: chance(0.35), eager: chance(0.15) });

  const offer = (scope, key, version) => ({
    ...{ scope, key, version, from: pick(names) },
    state: pick(["idle", "idle", "idle", "loaded", "lib", "loading", "loaded without lib"]),
    getter: pick(["promise", "promise", "promise", "factory", "missing"]),
    strategy: pick(["version-first", "loaded-first", undefined]),
    old: chance(0.1),
    shareConfig: { ...flags(), requiredVersion: pick(["^" + version, false, "*"]) },
  });
  const offers = [];
  const provides = [];
  const consumes = [];
  for (let index = 0; index < perBuild; index++) {
    const key = "lib" + index;
    for (const scope of scopeNames) {
      for (const version of new Set(Array.from({ length: Math.floor(random() * 5) }, () => pick(versions))))
        offers.push(offer(scope, key, version));
    }
    const isProvided = chance(0.4);
    const hasCopy = isProvided || chance(0.3);
    const own = { group: 1000 + index, module: 1000 + index };
    if (isProvided) {
      for (const version of new Set([pick(versions), pick(versions)]))
        provides.push({ scopes: [pick(scopeNames)], key, version, flags: flags(), requiredVersion: "^" + version, copy: own });
    }
    // The runtime adds a version "undefined" for entries of webpack core; what it does then is no rule of sharing.
    const isOld = offers.some((other) => other.key === key && other.old);
    for (let time = isOld || chance(0.6) ? 1 : 0; time < 2; time++) {
      const { singleton, strictVersion } = flags();
      const requiredVersion = chance(0.1) ? false : pick(ranges);
      const scopes = scopeNames.filter(() => chance(0.8));
      if (!scopes[0]) scopes.push(scopeNames[0]);
      if (chance(0.3)) scopes.reverse();
      const ownCopy = hasCopy && `own ${key}`;
      // Eager modules do not wait, so they are another matter.
      const shareConfig = { requiredVersion, strictVersion, singleton, eager: false };
      consumes.push({ key, scopes, shareConfig, ownCopy, own, expose: `./${key}-${time}` });
    }
  }
  const build = { seed, scopeNames, strategy, offers, provides, consumes };
  return {
    ...build,
    tables: tablesOf(build),
    sharedOptions: () => sharedOptionsOf(build),
    readable: ({ key }) => ({
      strategy,
      offers: offers.filter((offer) => offer.key === key),
      provides: provides.filter((provide) => provide.key === key),
    }),
  };
}

/** The tables of the entry. */
function tablesOf({ scopeNames, strategy, provides, consumes }) {
  const tables = {
    publicPath: "https://cdn.test/acme/",
    shareScope: scopeNames.length > 1 ? scopeNames : scopeNames[0],
    strategy: strategy === "loaded-first" ? "loadedFirst" : "versionFirst",
    groups: {},
    exposes: [],
    consumes: {},
    provides,
    entryModules: "",
  };
  const modules = [];
  consumes.forEach(({ key, scopes, shareConfig, ownCopy, own, expose }, index) => {
    const { requiredVersion, ...flags } = shareConfig;
    tables.groups[index] = { consumes: [100 + index] };
    tables.exposes.push({ key: expose, group: index, module: 500 + index });
    tables.consumes[100 + index] = {
      ...{ scopes, key, flags },
      requiredVersion: requiredVersion === false ? null : requiredVersion,
      fallback: ownCopy ? own : null,
    };
    modules.push(`${500 + index}(module,exports,require){module.exports=require(${100 + index})}`);
    modules.push(`${own.module}(module){module.exports="own ${key}"}`);
  });
  return { ...tables, entryModules: modules.join() };
}

/** What the build provides, as the bundler runtime tells the instance. */
function sharedOptionsOf({ provides, strategy }) {
  const shared = {};
  for (const { key, version, scopes, flags, requiredVersion } of provides) {
    const factory = () => `own ${key}`;
    (shared[key] = shared[key] || []).push({
      ...{ version, scope: scopes, strategy },
      eager: flags.eager,
      get: () => (flags.eager ? factory : Promise.resolve(factory)),
      shareConfig: { ...flags, requiredVersion },
    });
  }
  return shared;
}

/** New share scopes with what the host offers. */
export function instantiate({ scopeNames, offers }) {
  const scopes = Object.fromEntries(scopeNames.map((name) => [name, {}]));
  for (const { scope, key, version, from, state, getter, strategy, old, shareConfig } of offers) {
    const value = `host ${scope} ${key} ${version}`;
    const factory = () => value;
    const getters = { promise: async () => factory, factory: () => factory, missing: undefined };
    const entry = { get: getters[getter], from, eager: shareConfig.eager };
    // Hosts of webpack core write three fields.
    if (!old) Object.assign(entry, { version, scope: [scope], useIn: [], deps: [], loading: null, strategy, shareConfig });
    if (state === "loaded" || state === "lib") entry.lib = factory;
    if (state.startsWith("loaded")) entry.loaded = old ? 1 : true;
    if (state === "loading") entry.loading = Promise.resolve(factory);
    (scopes[scope][key] = scopes[scope][key] || {})[version] = entry;
  }
  return scopes;
}
