// Our containers in the published federation runtimes and in hosts of webpack core.

import assert from "node:assert/strict";
import test from "node:test";
import { chunk, entry, entryWithRuntime, Page, plain, runtimeVersions, settle } from "./support/page.mjs";

const base = "https://cdn.test/acme/";

const provide = (key, version, more = {}) => ({
  scopes: ["default"],
  key,
  version,
  requiredVersion: "^" + version,
  copy: { group: 2, module: 20 },
  ...more,
});

/** Exposes `./Button`, which consumes `react` without a copy of its own; provides `lib`. */
const tables = {
  chunks: { 1: "static/button.js", 2: "static/lib.js" },
  styles: { 1: "static/button.css" },
  groups: { 1: { chunks: [1], styles: [1], consumes: [10] }, 2: { chunks: [2] } },
  exposes: [
    { key: ".", group: 1, module: 11 },
    { key: "./Button", group: 1, module: 11 },
  ],
  consumes: { 10: { scopes: ["default"], key: "react", requiredVersion: "^18.0.0", flags: { singleton: true } } },
  provides: [provide("lib", "1.2.0")],
};

/** How the container is built: with the rules that are built in, or with a runtime of its own. */
const kinds = { own: entry };
for (const version of runtimeVersions) kinds[version] = (options) => entryWithRuntime(version, options);

const files = (options = {}, entry = kinds.own) => ({
  [base + "remoteEntry.js"]: entry({ ...tables, ...options }),
  [base + "static/button.js"]: chunk(
    1,
    `11(module, exports, require){
    require.r(exports); require.d(exports, { default: () => "button with " + require(10).name }) }`,
  ),
  [base + "static/lib.js"]: chunk(2, "20(module){ module.exports = { name: 'lib of acme' } }"),
  [base + "static/button.css"]: "",
});

const none = { js: { sync: [], async: [] }, css: { sync: [], async: [] } };
const manifest = (more = {}) =>
  JSON.stringify({
    id: "acme",
    name: "acme",
    metaData: {
      name: "acme",
      type: "app",
      buildInfo: { buildVersion: "1.0.0", buildName: "acme" },
      remoteEntry: { name: "remoteEntry.js", path: "", type: "global" },
      types: { path: "", name: "", zip: "", api: "" },
      globalName: "acme",
      pluginVersion: "2.9.2",
      publicPath: "auto",
    },
    shared: [
      { id: "acme:lib", name: "lib", version: "1.2.0", singleton: false, requiredVersion: "^1.2.0", assets: none },
    ],
    remotes: [],
    exposes: [
      {
        id: "acme:Button",
        name: "Button",
        path: "./Button",
        assets: { js: { sync: ["static/button.js"], async: [] }, css: { sync: ["static/button.css"], async: [] } },
      },
      { id: "acme:.", name: ".", path: ".", assets: none },
    ],
    ...more,
  });

const react = (version, more = {}) => ({
  version,
  scope: "default",
  lib: () => ({ name: "react " + version }),
  shareConfig: { singleton: true, requiredVersion: "^" + version },
  ...more,
});

function host(page, version, options = {}) {
  const { createInstance } = page.runtime(version);
  return createInstance({
    name: "host",
    remotes: [{ name: "acme", entry: base + "remoteEntry.js" }],
    shared: { react: react("18.2.0") },
    ...options,
  });
}

const count = (page, name) => page.requests.filter((url) => url.split("?")[0] === base + name).length;

const pairs = Object.keys(kinds).flatMap((kind) => runtimeVersions.map((version) => [kind, version]));

for (const [kind, version] of pairs) {
  const entry = kinds[kind];
  const each = (name, body) => test(`${kind} in ${version}: ${name}`, () => body(new Page(files({}, entry))));

  each("a plain entry", async (page) => {
    const instance = host(page, version);
    assert.equal((await instance.loadRemote("acme/Button")).default, "button with react 18.2.0");
    assert.equal((await instance.loadRemote("acme")).default, "button with react 18.2.0");
    assert.deepEqual([page.errors, page.warnings], [[], []]);
  });

  each("a manifest: chunks that the runtime loads, too, are loaded once", async (page) => {
    page.files[base + "mf-manifest.json"] = manifest();
    const instance = host(page, version, {
      remotes: [{ name: "acme", alias: "@acme/plugin", entry: base + "mf-manifest.json?v=1" }],
    });
    assert.equal((await instance.loadRemote("@acme/plugin/Button")).default, "button with react 18.2.0");
    await settle();
    assert.equal(count(page, "remoteEntry.js"), 1);
    assert.equal(count(page, "static/button.js"), 1);
    assert.equal(page.document.getElementsByTagName("link").length, 1);
    assert.deepEqual(page.errors, []);
  });

  each("preloadRemote", async (page) => {
    page.files[base + "mf-manifest.json"] = manifest();
    const instance = host(page, version, { remotes: [{ name: "acme", entry: base + "mf-manifest.json" }] });
    const preloading = instance.preloadRemote([{ nameOrAlias: "acme", exposes: ["Button"] }]);
    await settle();
    // Preload links load nothing in this document.
    for (const link of page.document.getElementsByTagName("link")) link.dispatch({ type: "load" });
    await preloading;
    assert.equal((await instance.loadRemote("acme/Button")).default, "button with react 18.2.0");
  });

  for (const shareStrategy of ["version-first", "loaded-first"]) {
    each(`${shareStrategy}: the host uses a share of ours`, async (page) => {
      const instance = host(page, version, { shareStrategy });
      await instance.loadRemote("acme/Button");
      const customShareInfo = {
        shareConfig: { requiredVersion: "^1.0.0", singleton: false, eager: false },
        scope: ["default"],
      };
      const factory = await instance.loadShare("lib", { customShareInfo });
      assert.equal(factory().name, "lib of acme");
      const share = instance.shareScopeMap.default.lib["1.2.0"];
      assert.ok(share.loaded);
      assert.deepEqual(Object.keys(instance.shareScopeMap.default.lib), ["1.2.0"]);
    });
  }

  each("version-first: shares of all remotes are known before the first one is used", async (page) => {
    page.files["https://cdn.test/other.js"] =
      `var other = { init(scope) { scope.react ??= {}; scope.react["18.3.0"] = { version: "18.3.0", from: "other",
      scope: ["default"], useIn: [], shareConfig: {},
      get: () => () => ({ name: "react of other" }) } }, get: async () => () => ({}) }`;
    const remotes = [
      { name: "acme", entry: base + "remoteEntry.js" },
      { name: "other", entry: "https://cdn.test/other.js" },
      { name: "dead", entry: "https://cdn.test/dead.js" },
    ];
    const instance = host(page, version, {
      remotes,
      shareStrategy: "version-first",
      shared: { react: { version: "18.2.0", get: async () => () => ({}) } },
    });
    const factory = await instance.loadShare("react");
    assert.equal(factory().name, "react of other");
    assert.equal((await instance.loadRemote("acme/Button")).default, "button with react of other");
    assert.equal(
      (await instance.loadShare("lib", { customShareInfo: { shareConfig: { requiredVersion: "*" } } }))().name,
      "lib of acme",
    );
  });

  each("registerRemotes with force, twice", async (page) => {
    const instance = host(page, version);
    const first = await instance.loadRemote("acme/Button");
    for (let time = 0; time < 2; time++) {
      instance.registerRemotes([{ name: "acme", entry: base + "remoteEntry.js" }], { force: true });
      const again = await instance.loadRemote("acme/Button");
      assert.equal(again.default, "button with react 18.2.0");
      assert.notEqual(again, first);
    }
    assert.equal(count(page, "remoteEntry.js"), 3);
    assert.equal(count(page, "static/button.js"), 1);
  });

  each("an unsatisfying singleton warns and works", async (page) => {
    const instance = host(page, version, { shared: { react: react("17.0.2") } });
    assert.equal((await instance.loadRemote("acme/Button")).default, "button with react 17.0.2");
    assert.match(
      page.warnings.join(),
      /Version 17\.0\.2 from host of shared singleton module react .* of acme which needs \^18\.0\.0\)/,
    );
  });

  each("a missing provider surfaces with the module, and is found later", async (page) => {
    const instance = host(page, version, { shared: {} });
    const loaded = await instance.loadRemote("acme/Button");
    assert.throws(() => loaded.default, /RUNTIME-012/);
    instance.registerShared?.({ react: react("18.2.0") });
    if (!instance.registerShared)
      instance.initOptions({ name: "host", remotes: [], shared: { react: react("18.2.0") } });
    const { acme } = page.global;
    assert.equal((await acme.get("./Button"))().default, "button with react 18.2.0");
  });

  each("an unknown expose", async (page) => {
    const instance = host(page, version);
    await assert.rejects(instance.loadRemote("acme/Nope"), /Module "\.\/Nope" does not exist in container\./);
  });

  each("a chunk that fails and then works", async (page) => {
    const url = base + "static/button.js";
    const text = page.files[url];
    delete page.files[url];
    const instance = host(page, version);
    await assert.rejects(instance.loadRemote("acme/Button"), { name: "ChunkLoadError" });
    page.files[url] = text;
    assert.equal((await instance.loadRemote("acme/Button")).default, "button with react 18.2.0");
  });

  each("the host has several scopes, the container one", async (page) => {
    page.files[base + "remoteEntry.js"] = entry({
      ...tables,
      provides: [provide("lib", "1.2.0"), provide("lib2", "1.0.0", { scopes: ["other"] })],
    });
    const remotes = [{ name: "acme", entry: base + "remoteEntry.js", shareScope: ["default", "other"] }];
    const instance = host(page, version, { remotes });
    assert.equal((await instance.loadRemote("acme/Button")).default, "button with react 18.2.0");
    assert.equal(instance.shareScopeMap.default.lib["1.2.0"].from, "acme");
  });

  each("the container has several scopes, the host one or several", async (page) => {
    page.files[base + "remoteEntry.js"] = entry({
      ...tables,
      shareScope: ["default", "other"],
      provides: [provide("lib", "1.2.0"), provide("lib2", "1.0.0", { scopes: ["other"] })],
    });
    for (const shareScope of ["default", ["default"], ["default", "other"]]) {
      const other = new Page(page.files);
      const instance = host(other, version, {
        remotes: [{ name: "acme", entry: base + "remoteEntry.js", shareScope }],
      });
      assert.equal((await instance.loadRemote("acme/Button")).default, "button with react 18.2.0");
      assert.deepEqual(
        [Object.keys(instance.shareScopeMap.default).sort(), Object.keys(instance.shareScopeMap.other)],
        [["lib", "react"], ["lib2"]],
      );
    }
  });

  each("two hosts on one page", async (page) => {
    const first = host(page, version);
    const second = host(page, version, { name: "second", shared: { react: react("18.3.0") } });
    assert.equal((await first.loadRemote("acme/Button")).default, "button with react 18.2.0");
    assert.equal(
      (await second.loadRemote("acme/Button")).default,
      "button with react 18.2.0",
      "one container, one react",
    );
    assert.equal(second.shareScopeMap.default.lib["1.2.0"].from, "acme");
    assert.equal(
      (await second.loadShare("lib", { customShareInfo: { shareConfig: { requiredVersion: "^1.0.0" } } }))().name,
      "lib of acme",
    );
  });

  each("an exposed module with top-level await", async (page) => {
    page.files[base + "remoteEntry.js"] = entry({ ...tables, hasAsyncModules: true });
    page.files[base + "static/button.js"] = chunk(
      1,
      `11(module, exports, require){ let value; require.r(exports);
      require.d(exports, { default: () => value }); 
      require.a(module, async () => { await 0; await 0; value = "late" }) }`,
    );
    assert.equal((await host(page, version).loadRemote("acme/Button")).default, "late");
  });

  each("react of Backstage: a namespace behind lib", async (page) => {
    page.files[base + "static/button.js"] = chunk(
      1,
      `11(module, exports, require){
      const react = require(10), React = require.n(react);
      exports.default = React().createElement + " " + react.createElement }`,
    );
    const namespace = Object.freeze({
      [Symbol.toStringTag]: "Module",
      createElement: "named",
      default: { createElement: "default" },
    });
    const instance = host(page, version, { shared: { react: react("18.2.0", { lib: () => namespace }) } });
    assert.equal((await instance.loadRemote("acme/Button")).default, "default named");
  });
}

test("webpack core: init with two arguments, entries without lib, then get", async () => {
  const page = new Page(files());
  await page.addScript(base + "remoteEntry.js");
  const scope = {
    react: { "18.2.0": { get: async () => () => ({ name: "react of webpack" }), from: "host", eager: false } },
  };
  const wave = [];
  assert.ok(await page.global.acme.init(scope, wave));
  const factory = await page.global.acme.get("./Button", []);
  assert.equal(factory().default, "button with react of webpack");
  assert.equal((await scope.lib["1.2.0"].get())().name, "lib of acme");
});

test("containers that initialise each other come to an end", async () => {
  const page = new Page(files());
  await page.addScript(base + "remoteEntry.js");
  let calls = 0;
  const token = {};
  // A remote of the host that has our container as its remote, which is initialised in the same wave.
  const middle = {
    init: (scope, wave) => {
      if (wave.includes(token)) return;
      wave.push(token);
      calls++;
      return Promise.all([page.global.acme.init(scope, wave), middle.init(scope, wave)]);
    },
  };
  const [scope, wave] = [{}, []];
  await page.global.acme.init(scope, wave);
  await middle.init(scope, wave);
  assert.equal(calls, 1);
  assert.equal(plain(wave).filter(({ from }) => from === "acme").length, 1);
});

test("both runtimes on one page share one container", async () => {
  const page = new Page(files());
  const hosts = runtimeVersions.map((version, index) => host(page, version, { name: "host" + index }));
  const loaded = await Promise.all(hosts.map((instance) => instance.loadRemote("acme/Button")));
  assert.equal(loaded[0].default, loaded[1].default);
  assert.equal(count(page, "remoteEntry.js"), 1);
});
