// Containers that bring a federation runtime: how they are initialised, remotes of their own, rings of shared packages.

import assert from "node:assert/strict";
import test from "node:test";
import { app, base, consume, open, provide, remote, remoteBase, script, singleton } from "./support/apps.mjs";
import { chunk, entryWithRuntime, Page, plain, runtimeVersions } from "./support/page.mjs";

const outerBase = "https://outer.test/";

for (const version of runtimeVersions) {
  const each = (name, body) => test(`${version}: ${name}`, body);

  /** The container `outer`; `./Box` is what module 11 of chunk 1 says. */
  const outer = (tables = {}) =>
    entryWithRuntime(version, {
      name: "outer",
      queue: "mf_outer",
      library: { var: "outer" },
      chunks: { 1: "box.js" },
      exposes: [{ key: "./Box", group: 1, module: 11 }],
      ...tables,
    });

  const started = (tables) => {
    const page = new Page();
    page.run(outer({ publicPath: "/", ...tables }));
    return page.global.outer;
  };
  const lib = (scope = "default") => provide("lib-" + scope, "1.0.0", 2, 20, { scopes: [scope] });

  each("init works with one, two and three arguments and without any", async () => {
    const third = { version: "", shareScopeKeys: "default" };
    Object.defineProperty(third, "shareScopeMap", { value: {}, enumerable: false });
    for (const args of [[], [{}], [{}, []], [{}, [], third], [{}, undefined, undefined]]) {
      assert.equal(await started({ provides: [lib()] }).init(...args), true);
      if (args[0]) assert.equal(args[0]["lib-default"]["1.0.0"].from, "outer");
    }
  });

  each("one token per scope and wave; every scope object gets the shares", async () => {
    const { init } = started({ provides: [lib()] });
    const wave = [];
    const scopes = [{}, {}, {}];
    await init(scopes[0], wave);
    assert.deepEqual(plain(wave), [{ from: "outer" }]);
    await init(scopes[1], wave);
    assert.deepEqual(Object.keys(scopes[1]), [], "the wave was here before");
    await init(scopes[2], []);
    await init(scopes[0], []);
    assert.ok(scopes[0]["lib-default"] && scopes[2]["lib-default"]);
  });

  each("which scope object goes under which name", async () => {
    const bound = async (shareScope, shareScopeKeys, withMap = true) => {
      const map = { default: {}, a: {} };
      const options = { shareScopeKeys };
      if (withMap) Object.defineProperty(options, "shareScopeMap", { value: map });
      await started({ shareScope, provides: ["a", "b", "default"].map(lib) }).init(map.default, [], options);
      return Object.fromEntries(Object.entries(map).map(([name, scope]) => [name, Object.keys(scope).sort().join()]));
    };
    assert.deepEqual(await bound("default", "default"), { default: "lib-default", a: "" });
    assert.deepEqual(await bound("a", "default"), { default: "lib-a", a: "" });
    assert.deepEqual(await bound("a", ["default", "a", "c"]), { default: "", a: "lib-a", c: "" });
    assert.deepEqual(await bound("b", ["default", "a"]), { default: "", a: "" });
    assert.deepEqual(await bound(["a", "b"], "default"), { default: "", a: "lib-a", b: "lib-b" });
    assert.deepEqual(await bound(["a", "b"], undefined), { default: "lib-a,lib-b", a: "" });
    assert.deepEqual(await bound(["a", "b"], ["a"], false), { default: "lib-a,lib-b", a: "" });
  });

  /** `outer`, whose `./Box` needs `acme/Button`, which needs `lib`. */
  const nested = (tables = {}) => ({
    [outerBase + "remoteEntry.js"]: outer({
      groups: { 1: { chunks: [1], consumes: [70] } },
      remotes: [script("acme", remoteBase + "remoteEntry.js")],
      remoteModules: { 70: { remote: 0, key: "./Button" } },
      ...tables,
    }),
    [outerBase + "box.js"]: chunk(
      1,
      "11(module, exports, require){ exports.name = 'box of ' + require(70).name }",
      "mf_outer",
    ),
    ...remote({ consumes: { 10: consume("lib", { flags: singleton }) } }),
  });

  for (const strategy of ["versionFirst", "loadedFirst"]) {
    each(`${strategy}: remotes of a remote, in an app`, async () => {
      const page = await open(
        nested({ strategy }),
        app(version, {
          strategy,
          remotes: [script("outer", outerBase + "remoteEntry.js")],
          remoteModules: { 70: { remote: 0, key: "./Box" } },
          provides: [provide("lib", "1.2.0", 5, 50, { flags: singleton })],
        }),
      );
      assert.deepEqual([page.log, page.errors, page.warnings], [["box of button with lib of shop"], [], []]);
      assert.deepEqual(
        page.requests.filter((url) => url.endsWith("lib.js")),
        [base + "lib.js"],
      );
    });

    each(`${strategy}: remotes of a remote, in a host without a build`, async () => {
      const page = new Page(nested({ strategy }), base);
      const instance = page.runtime(version).createInstance({
        name: "host",
        remotes: [{ name: "outer", entry: outerBase + "remoteEntry.js" }],
        shared: { lib: { version: "1.9.0", lib: () => ({ name: "lib of the host" }) } },
        shareStrategy: strategy === "versionFirst" ? "version-first" : "loaded-first",
      });
      assert.equal((await instance.loadRemote("outer/Box")).name, "box of button with lib of the host");
      assert.deepEqual(page.warnings, []);
    });
  }

  each("remotes of a remote in a host of webpack core", async () => {
    const page = new Page(nested(), base);
    await page.addScript(outerBase + "remoteEntry.js");
    const scope = {
      lib: { "1.0.0": { get: async () => () => ({ name: "lib of webpack" }), from: "host", eager: false } },
    };
    await page.global.outer.init(scope, []);
    assert.equal((await page.global.outer.get("./Box"))().name, "box of button with lib of webpack");
  });

  each("a dead remote of a remote", async () => {
    const files = nested();
    const url = remoteBase + "remoteEntry.js";
    const text = files[url];
    delete files[url];
    const page = new Page(files, base);
    await page.addScript(outerBase + "remoteEntry.js");
    const { init, get } = page.global.outer;
    assert.equal(
      await init({ lib: { "1.0.0": { version: "1.0.0", get: () => () => ({ name: "lib" }), useIn: [] } } }),
      true,
    );
    assert.throws(await get("./Box"), /RUNTIME-008[^]*while loading "\.\/Button" from acme/);
    page.files[url] = text;
    assert.equal((await get("./Box"))().name, "box of button with lib");
  });

  each("containers that are remotes of each other", async () => {
    const container = (name, other, module) => ({
      [`https://${name}.test/remoteEntry.js`]: entryWithRuntime(version, {
        name,
        queue: "mf_" + name,
        library: { var: name },
        groups: { 1: { consumes: [70] } },
        exposes: [
          { key: "./Leaf", group: 0, module: 2 },
          { key: "./Tree", group: 1, module: 1 },
        ],
        remotes: [script(other, `https://${other}.test/remoteEntry.js`)],
        remoteModules: { 70: { remote: 0, key: "./Leaf" } },
        entryModules: `1(module, exports, require){ exports.name = "${name} with " + require(70).name },
          2(module, exports){ exports.name = "leaf of ${name}" }`,
        ...module,
      }),
    });
    const page = await open(
      { ...container("one", "two"), ...container("two", "one") },
      app(version, {
        uses: [70, 71],
        remotes: ["one", "two"].map((name) => script(name, `https://${name}.test/remoteEntry.js`)),
        remoteModules: { 70: { remote: 0, key: "./Tree" }, 71: { remote: 1, key: "./Tree" } },
      }),
    );
    assert.deepEqual(page.log, ["one with leaf of two + two with leaf of one"]);
  });

  each("modules of remotes that import each other do not wait for each other", async () => {
    const page = new Page();
    const container = (name, other) =>
      page.run(
        entryWithRuntime(version, {
          name,
          queue: "mf_" + name,
          library: { var: name },
          publicPath: "/",
          groups: { 1: { consumes: [70] } },
          exposes: [{ key: "./Part", group: 1, module: 1 }],
          remotes: [{ alias: other, locations: [{ expression: "self." + other }] }],
          remoteModules: { 70: { remote: 0, key: "./Part" } },
          entryModules: `1(module, exports, require){
            require.r(exports); require.d(exports, { name: () => name, other: () => require(70).name });
            const name = "${name}"; require(70) }`,
        }),
      );
    container("left", "right");
    container("right", "left");
    for (const name of ["left", "right"]) {
      const { get, init } = page.global[name];
      await init({});
      const part = (await get("./Part"))();
      assert.deepEqual([part.name, part.other], name === "left" ? ["left", "right"] : ["right", "left"]);
    }
  });

  each("plugins of a container without shares and remotes", async () => {
    const page = new Page();
    page.global.log = [];
    page.run(
      outer({
        publicPath: "/",
        exposes: [{ key: ".", group: 0, module: 1 }],
        entryModules: "1(module){ module.exports = 'exposed' }",
        plugins: "[{ name: 'spy', init({ options }) { log.push(options.name) } }]",
      }),
    );
    assert.ok(page.global.log.includes("outer"));
    await page.global.outer.init({});
    assert.equal((await page.global.outer.get("."))(), "exposed");
  });

  /** Packages that share each other; `./a` and `./b` need one of them. */
  const ring = (provides) => {
    const own = (key, group, module) => consume(key, { fallback: { group, module } });
    return outer({
      publicPath: base,
      chunks: { 1: "a.js", 2: "b.js" },
      groups: {
        1: { chunks: [1], consumes: [11] },
        2: { chunks: [2], consumes: [10] },
        3: { consumes: [10] },
        4: { consumes: [11] },
      },
      exposes: [
        { key: "./a", group: 3, module: 31 },
        { key: "./b", group: 4, module: 32 },
      ],
      consumes: { 10: own("a", 1, 21), 11: own("b", 2, 22) },
      provides: provides ? [provide("a", "1.0.0", 1, 21), provide("b", "1.0.0", 2, 22)] : [],
      entryModules: `31(module, exports, require){ exports.names = require(10).name + require(10).b.name },
        32(module, exports, require){ exports.names = require(11).name + require(11).a.name }`,
    });
  };

  for (const provides of [true, false]) {
    each(`packages that share each other, ${provides ? "" : "not "}provided`, async () => {
      for (const late of ["a.js", "b.js"]) {
        const files = {
          "a.js": chunk(1, "21(module, exports, require){ exports.name = 'a'; exports.b = require(11) }", "mf_outer"),
          "b.js": chunk(2, "22(module, exports, require){ exports.name = 'b'; exports.a = require(10) }", "mf_outer"),
        };
        const page = new Page({
          [base + "a.js"]: files["a.js"],
          [base + "b.js"]: files["b.js"],
          [base + late]: () => new Promise((resolve) => setTimeout(resolve, 30, files[late])),
        });
        page.run(ring(provides));
        const { init, get } = page.global.outer;
        const scope = {};
        await init(scope);
        const parties = ["./a", "./b", "./a"].map(async (key) => (await get(key))().names);
        if (provides) parties.push((async () => (await scope.a["1.0.0"].get())().b.name)());
        assert.deepEqual(await Promise.all(parties), ["ab", "ba", "ab", ...(provides ? ["b"] : [])], late);
      }
    });
  }
}
