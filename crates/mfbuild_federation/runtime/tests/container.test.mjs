// The container object: init with every kind of host, get, publication.

import assert from "node:assert/strict";
import test from "node:test";
import { entry, Page, plain } from "./support/page.mjs";

const provide = (scopes = ["default"], key = "lib", version = "1.0.0", flags = {}) => ({
  scopes,
  key,
  version,
  flags,
  requiredVersion: "^1.0.0",
  copy: { group: 0, module: 2 },
});
const tables = {
  publicPath: "/",
  exposes: [{ key: "./Button", group: 0, module: 1 }],
  provides: [provide()],
  entryModules: "1(module){module.exports='button'},2(module){module.exports={lib:true}}",
};

function started(options = {}) {
  const page = new Page();
  page.run(entry({ ...tables, ...options }));
  return page;
}

const container = (options) => started(options).global.acme;

test("get and init are enumerable getters that work detached", async () => {
  const { global } = started();
  const { get, init } = global.acme;
  assert.deepEqual(Object.keys(global.acme), ["get", "init"]);
  assert.equal(Object.getOwnPropertyDescriptor(global.acme, "get").set, undefined);
  assert.ok(await init({}));
  assert.equal((await get("./Button"))(), "button");
});

test("an unknown expose rejects, also one that every object inherits", async () => {
  const { get } = container();
  for (const key of ["./Nope", "Button", "toString", "__proto__"]) {
    const promise = get(key);
    await assert.rejects(promise, { message: `Module "${key}" does not exist in container.` });
  }
});

test("a share entry is complete", async () => {
  const scope = {};
  await container({ strategy: "loadedFirst" }).init(scope, []);
  const share = scope.lib["1.0.0"];
  assert.deepEqual(plain(share), {
    version: "1.0.0",
    from: "acme",
    scope: ["default"],
    useIn: [],
    deps: [],
    eager: false,
    loading: null,
    strategy: "loaded-first",
    shareConfig: { singleton: false, requiredVersion: "^1.0.0", strictVersion: false, eager: false },
  });
  const factory = await share.get();
  assert.deepEqual(plain(factory()), { lib: true });
});

test("an eager share is available at once", async () => {
  const scope = {};
  await container({
    provides: [
      { ...provide(undefined, undefined, undefined, { eager: true, singleton: true }), requiredVersion: null },
    ],
  }).init(scope);
  const share = scope.lib["1.0.0"];
  assert.deepEqual(plain(share.get()()), { lib: true });
  assert.equal(share.eager, true);
  assert.deepEqual(plain(share.shareConfig), {
    singleton: true,
    requiredVersion: false,
    strictVersion: false,
    eager: true,
  });
});

test("init works with one, two and three arguments and without any", async () => {
  const third = { version: "", shareScopeKeys: "default" };
  Object.defineProperty(third, "shareScopeMap", { value: {}, enumerable: false });
  for (const args of [[], [{}], [{}, []], [{}, [], third], [{}, undefined, undefined]]) {
    assert.equal(await container().init(...args), true);
    if (args[0]) assert.ok(args[0].lib["1.0.0"]);
  }
});

test("init puts one token per scope into the wave and stops when it meets it", async () => {
  const { init } = container();
  const wave = [];
  await init({}, wave);
  assert.deepEqual(plain(wave), [{ from: "acme" }]);
  const second = {};
  await init(second, wave);
  assert.deepEqual(Object.keys(second), []);
  assert.equal(wave.length, 1);
  await init(second, []);
  assert.ok(second.lib);
});

test("every scope object that is seen gets the shares, the same ones", async () => {
  const { init } = container();
  const [first, second] = [{}, {}];
  await init(first);
  await init(second);
  await init(first);
  assert.equal(first.lib["1.0.0"], second.lib["1.0.0"]);
});

/** Which scope objects of the host got shares, by name; `arg` is the first argument. */
async function bound(shareScope, shareScopeKeys, withMap, provides = ["a", "b", "default"]) {
  const map = { default: {}, a: {} };
  const arg = map.default;
  const options = { shareScopeKeys };
  if (withMap) Object.defineProperty(options, "shareScopeMap", { value: map });
  await container({ shareScope, provides: provides.map((name) => provide([name], "lib-" + name)) }).init(
    arg,
    [],
    options,
  );
  return Object.fromEntries(Object.entries(map).map(([name, scope]) => [name, Object.keys(scope).sort().join()]));
}

test("own scope is a string", async () => {
  assert.deepEqual(await bound("default", "default", true), { default: "lib-default", a: "" });
  assert.deepEqual(
    await bound("a", "default", true),
    { default: "lib-a", a: "" },
    "own key is bound to the first argument",
  );
  assert.deepEqual(
    await bound("a", ["default", "a", "c"], true),
    { default: "", a: "lib-a", c: "" },
    "every key of the host is bound",
  );
  assert.deepEqual(
    await bound("b", ["default", "a"], true),
    { default: "", a: "" },
    "a scope that the host does not share is private",
  );
  assert.deepEqual(await bound("a", ["default", "a"], false), { default: "lib-a", a: "" });
});

test("own scope is an array", async () => {
  assert.deepEqual(
    await bound(["a", "b"], "default", true),
    { default: "", a: "lib-a", b: "lib-b" },
    "missing scopes are created",
  );
  assert.deepEqual(await bound(["a", "b"], ["a"], true), { default: "", a: "lib-a", b: "lib-b" });
  assert.deepEqual(
    await bound(["a", "b"], undefined, true),
    { default: "lib-a,lib-b", a: "" },
    "no keys: the first argument for all",
  );
  assert.deepEqual(await bound(["a", "b"], ["a"], false), { default: "lib-a,lib-b", a: "" });
});

test("who stays when a version is provided twice", async () => {
  const cases = [
    [{ from: "aaa" }, true, "the greater name wins"],
    [{ from: "zzz" }, false, "the lesser name does not"],
    [{ from: "aaa", loaded: 1 }, false, "loaded entries stay"],
    [{ from: "aaa", strategy: "loaded-first" }, false, "loaded-first entries stay"],
    [{ from: "aaa", eager: true }, false, "eager beats lazy"],
    [{ from: "aaa", shareConfig: { eager: true } }, false, "eager by its config"],
    [{ from: "zzz" }, true, "eager beats a greater name", { eager: true }],
    [{ from: "zzz", eager: true }, false, "both eager: by name", { eager: true }],
    [{ from: "aaa", eager: 1 }, true, "both eager: by name", { eager: true }],
  ];
  for (const [entryOfOther, replaced, why, flags] of cases) {
    const scope = { lib: { "1.0.0": entryOfOther } };
    await container({ provides: [provide(undefined, undefined, undefined, flags)] }).init(scope);
    assert.equal(scope.lib["1.0.0"].from === "acme", replaced, why);
  }
});

test("the ways to publish a container", async () => {
  const published = [
    [{ var: "acme_1" }, "acme_1"],
    [{ assign: "acme_2" }, "acme_2"],
    [{ property: { object: "window", name: "acme-3" } }, "window['acme-3']"],
  ];
  for (const [library, expression] of published) assert.ok(await started({ library }).run(expression).init({}));
  const page = new Page();
  page.global.module = {};
  page.run(entry({ ...tables, library: "commonJs" }));
  assert.ok(await page.global.module.exports.init({}));
});

test("a container whose global was taken away can be executed again", async () => {
  const page = started();
  page.global.acme = undefined;
  page.run(entry(tables));
  assert.ok(await page.global.acme.init({}));
});

test("library module: exports, and chunks by import", async () => {
  const { mkdtemp, mkdir, rm, writeFile } = await import("node:fs/promises");
  const { tmpdir } = await import("node:os");
  const { join } = await import("node:path");
  const { pathToFileURL } = await import("node:url");
  const directory = await mkdtemp(join(tmpdir(), "mfbuild-module-"));
  globalThis.self = globalThis;
  try {
    const source = entry({
      library: "module",
      publicPath: "auto",
      queue: "mf_module",
      name: "esm",
      chunks: { 1: "static/a.js" },
      groups: { 1: { chunks: [1] } },
      exposes: [{ key: ".", group: 1, module: 1 }],
    });
    await writeFile(join(directory, "remoteEntry.mjs"), source);
    await writeFile(join(directory, "package.json"), '{"type":"module"}');
    const remote = await import(pathToFileURL(join(directory, "remoteEntry.mjs")) + "?v=1");
    assert.deepEqual(Object.keys(remote), ["get", "init"]);
    await remote.init({}, []);
    const error = await remote.get(".").catch((error) => error);
    assert.deepEqual([error.name, error.type], ["ChunkLoadError", "error"]);
    await mkdir(join(directory, "static"));
    await writeFile(
      join(directory, "static/a.js"),
      '(self["mf_module"]=self["mf_module"]||[]).push([[1],{1(module){module.exports="a"}}])',
    );
    assert.equal((await remote.get("."))(), "a");
  } finally {
    delete globalThis.self;
    await rm(directory, { recursive: true });
  }
});
