// Apps with remotes and shares, and remotes for them.

import { chunk, entry, entryWithRuntime, Page, settle } from "./page.mjs";

export const base = "https://shop.test/";
export const remoteBase = "https://cdn.test/acme/";

export const consume = (key, more = {}) => ({ scopes: ["default"], key, requiredVersion: "^1.0.0", ...more });
export const provide = (key, version, group, module, more = {}) => ({
  scopes: ["default"],
  key,
  version,
  requiredVersion: "^1.0.0",
  copy: { group, module },
  ...more,
});
export const script = (name, entry, more = {}) => ({ alias: name, locations: [{ script: { name, entry } }], ...more });
export const singleton = { singleton: true };

/**
 * A page that starts with a module that logs what others are: 70 is `acme/Button`, 10 is `lib`, as far as the app
 * declares them. `load()` imports a module that does the same with those of `lazy`.
 */
export const app = (version, { uses = [70], lazy = [], groups, entryModules, ...tables } = {}) => {
  const names = (ids) => `[${ids.map((id) => `require(${id}).name`)}].join(" + ")`;
  return entryWithRuntime(version, {
    name: "shop",
    queue: "mf_shop",
    publicPath: base,
    library: { page: { group: 1, module: 1 } },
    chunks: { 5: "lib.js" },
    groups: { 1: { consumes: uses }, 3: { consumes: lazy }, 5: { chunks: [5] }, ...groups },
    remotes: [script("acme", remoteBase + "remoteEntry.js")],
    remoteModules: [...uses, ...lazy].includes(70) ? { 70: { remote: 0, key: "./Button" } } : {},
    ...tables,
    entryModules: `
      1(module, exports, require){ self.load = () => require.i(3, 3); log.push(${names(uses)}) },
      3(module, exports, require){ exports.names = ${names(lazy)} },
      ${entryModules ?? ""}`,
  });
};

/** A container with `./Button`, which needs `lib` if `consumes` says so. */
export const remote = (tables = {}) => ({
  [remoteBase + "remoteEntry.js"]: entry({
    chunks: { 1: "button.js", 2: "lib.js" },
    groups: { 1: { chunks: [1], consumes: Object.keys(tables.consumes ?? {}).map(Number) }, 2: { chunks: [2] } },
    exposes: [
      { key: "./Button", group: 1, module: 11 },
      { key: ".", group: 1, module: 11 },
    ],
    ...tables,
  }),
  [remoteBase + "button.js"]: chunk(
    1,
    `11(module, exports, require){ exports.name = "button"${tables.consumes ? '+ " with " + require(10).name' : ""} }`,
  ),
  [remoteBase + "lib.js"]: chunk(2, "20(module){ module.exports = { name: 'lib of acme' } }"),
});

export const ownLib = {
  [base + "lib.js"]: chunk(5, "50(module){ module.exports = { name: 'lib of shop' } }", "mf_shop"),
};

/** Opens the app; resolves when nothing is under way any more. Rejections that nobody handles fail the test. */
export async function open(files, source) {
  const page = new Page({ ...ownLib, ...files }, base);
  page.log = page.global.log = [];
  page.run(source);
  page.atOnce = [...page.log];
  await settle();
  page.instance = page.global.__FEDERATION__.__INSTANCES__.find(({ name }) => name === "shop");
  return page;
}

/** The app provides `lib` and logs which one it uses. */
export const libOfBoth = {
  uses: [10],
  consumes: { 10: consume("lib", { fallback: { group: 5, module: 50 } }) },
  provides: [provide("lib", "1.2.0", 5, 50)],
};
