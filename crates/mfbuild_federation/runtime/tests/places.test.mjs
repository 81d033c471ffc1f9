// Remotes of apps whose containers the federation runtime does not load itself: promises, ES modules, modules of the
// same build, and lists of places.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { app, consume, libOfBoth, open, remote, remoteBase } from "./support/apps.mjs";
import { runtimeVersions } from "./support/page.mjs";

/** The expression of a container that logs what it is initialised with. */
const container = (name) => `({
  init(scope, visited, options) {
    const isFirst = options.shareScopeMap.default === scope;
    log.push(["init of ${name}", isFirst, visited.length, options.shareScopeKeys, Object.keys(options)].join(" "));
  },
  get: async (key) => { if (key !== "./Button") throw Error("no " + key); return () => ({ name: "${name}" }); },
})`;
const initOf = (name) => `init of ${name} true 1 default version,shareScopeKeys`;

for (const version of runtimeVersions) {
  const each = (name, body) => test(`${version}: ${name}`, body);

  /** An app with `acme/Button` on demand, from these places. */
  const placed = (locations, tables = {}) =>
    app(version, { uses: [], lazy: [70], remotes: [{ alias: "acme", locations }], ...tables });
  const expression = (text) => ({ expression: text });
  const script = (entry, name = "acme") => ({ script: { name, entry } });

  each("a promise", async () => {
    const page = await open(
      {},
      placed([expression(`new Promise((done) => done(${container("promised")})); // comment;\n `)]),
    );
    assert.deepEqual(page.log, [""]);
    assert.equal((await page.global.load()).names, "promised");
    assert.deepEqual(page.log, ["", initOf("promised")]);
    assert.equal(page.instance.options.remotes.length, 0);
    assert.deepEqual(page.warnings, []);
  });

  each("a global variable, which is no container at first", async () => {
    const page = await open({}, placed([expression("self.container")]));
    await assert.rejects(page.global.load(), { message: 'Container missing\nwhile loading "./Button" from acme' });
    page.run(`var container = ${container("variable")}`);
    assert.equal((await page.global.load()).names, "variable");
  });

  each("an expression does not see the names of the runtime", async () => {
    const names = "typeof NAME + typeof instance + typeof REMOTES + typeof loadGroup";
    const page = await open({}, placed([expression(`Promise.reject(Error(${names}))`)]));
    await assert.rejects(page.global.load(), /^Error: undefinedundefinedundefinedundefined\n/);
  });

  each("an exposed module that the container does not have", async () => {
    const page = await open(
      {},
      placed([expression(container("poor"))], { remoteModules: { 70: { remote: 0, key: "./Nope" } } }),
    );
    await assert.rejects(page.global.load(), { message: 'no ./Nope\nwhile loading "./Nope" from acme' });
  });

  each("a failing init is a warning", async () => {
    const text = `{ init() { throw Error("cannot start") }, get: () => () => ({ name: "works" }) }`;
    const page = await open({}, placed([expression(text)]));
    assert.equal((await page.global.load()).names, "works");
    assert.deepEqual(page.warnings, ["Initialization of sharing external failed: Error: cannot start"]);
  });

  each("an ES module, again after a failure", async () => {
    const directory = await mkdtemp(join(tmpdir(), "mfbuild-remote-"));
    try {
      const file = join(directory, "remote.mjs");
      const page = await open({}, placed([{ module: String(pathToFileURL(file)) }]));
      await assert.rejects(page.global.load(), /while loading "\.\/Button" from acme$/);
      await writeFile(file, `const log = []; const { init, get } = ${container("module")}; export { init, get }`);
      assert.equal((await page.global.load()).names, "module");
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  each("a module of the same build", async () => {
    const page = await open(
      {},
      placed([{ internal: { group: 6, module: 60 } }], {
        groups: { 6: { consumes: [10] } },
        consumes: { 10: libOfBoth.consumes[10] },
        entryModules: `60(module, exports, require){
          exports.get = async () => () => ({ name: "inside with " + require(10).name }) }`,
      }),
    );
    assert.equal((await page.global.load()).names, "inside with lib of shop");
  });

  each("the first place that has a container", async () => {
    const places = [
      expression("Promise.reject(Error('first'))"),
      expression("undefined"),
      expression(container("third")),
      expression(container("fourth")),
    ];
    const page = await open({}, placed(places));
    assert.equal((await page.global.load()).names, "third");
    assert.deepEqual(page.log, ["", initOf("third")]);
    const none = await open({}, placed([...places.slice(0, 2), expression("Promise.reject(Error('last'))")]));
    await assert.rejects(none.global.load(), { message: 'last\nwhile loading "./Button" from acme' });
  });

  each("scripts in several places", async () => {
    const places = [script("https://dead.test/remoteEntry.js"), script(remoteBase + "remoteEntry.js")];
    const shared = remote({ consumes: { 10: consume("lib") } });
    const page = await open(shared, placed(places, { provides: libOfBoth.provides }));
    assert.equal((await page.global.load()).names, "button with lib of shop");
    assert.deepEqual(
      page.requests.slice(0, 2),
      places.map((place) => place.script.entry),
    );
    const dead = await open({}, placed(places));
    await assert.rejects(dead.global.load(), /RUNTIME-008[^]*\nwhile loading "\.\/Button" from acme$/);
    Object.assign(dead.files, remote());
    assert.equal((await dead.global.load()).names, "button");
  });

  each("a manifest in several places", async () => {
    const manifest = (publicPath) =>
      JSON.stringify({
        metaData: { publicPath, globalName: "acme", remoteEntry: { name: "remoteEntry.js", path: "", type: "global" } },
      });
    const places = [
      script("https://dead.test/mf-manifest.json", "shop_1"),
      script(remoteBase + "mf-manifest.json", "shop_1"),
    ];
    for (const publicPath of ["auto", remoteBase]) {
      const page = await open({ ...remote(), [places[1].script.entry]: manifest(publicPath) }, placed(places));
      assert.equal((await page.global.load()).names, "button");
      assert.ok(page.requests.includes(remoteBase + "remoteEntry.js"));
    }
  });

  each("version-first initialises all of them before a remote is used, loaded-first the one that is used", async () => {
    const locations = (name) => [expression(container(name))];
    const remotes = ["one", "two", "three"].map((alias) => ({ alias, locations: locations(alias) }));
    remotes[2].shareScope = "other";
    remotes.push({ alias: "broken", locations: [expression("Promise.reject(Error('broken'))")] });
    const first = await open({}, app(version, { uses: [70], remotes }));
    assert.deepEqual(first.log, [initOf("one"), initOf("two"), "one"]);
    assert.deepEqual(first.warnings, ["Initialization of sharing external failed: Error: broken"]);
    const loaded = await open({}, app(version, { uses: [70], remotes, strategy: "loadedFirst" }));
    assert.deepEqual(loaded.log, [initOf("one"), "one"]);
    assert.deepEqual(loaded.warnings, []);
  });

  /** A container with `lib` 1.9.0, which it registers a turn after it is asked to. */
  const sharer = `({
    async init(scope) {
      await null;
      const lib = { version: "1.9.0", from: "acme", get: () => Promise.resolve(() => ({ name: "lib of acme" })) };
      (scope.lib = scope.lib || {})["1.9.0"] = { ...lib, scope: ["default"], shareConfig: {}, useIn: [], deps: [] };
    },
    get: async () => () => ({ name: "sharer" }),
  })`;

  each("version-first takes what the containers of the group share, loaded-first does not wait", async () => {
    const remotes = [{ alias: "acme", locations: [expression(sharer)] }];
    for (const uses of [[70, 10], [10, 70]]) {
      const first = await open({}, app(version, { ...libOfBoth, uses, remotes }));
      assert.deepEqual(first.log, [uses[0] === 10 ? "lib of acme + sharer" : "sharer + lib of acme"]);
      const loaded = await open({}, app(version, { ...libOfBoth, uses, remotes, strategy: "loadedFirst" }));
      assert.ok(loaded.log[0].includes("lib of shop"));
    }
    const broken = [{ alias: "acme", locations: [expression("Promise.reject(Error('broken'))")] }];
    const page = await open({}, app(version, { ...libOfBoth, uses: [], lazy: [10, 70], remotes: broken }));
    await assert.rejects(page.global.load(), /^Error: broken/);
  });

  each("a module of the same build that takes what its user waits for", async () => {
    const page = await open(
      {},
      placed([{ internal: { group: 6, module: 60 } }], {
        lazy: [70, 10],
        groups: { 6: { consumes: [10] } },
        consumes: { 10: libOfBoth.consumes[10] },
        entryModules: `60(module, exports, require){
          exports.get = async () => () => ({ name: "inside with " + require(10).name }) }`,
      }),
    );
    assert.equal((await page.global.load()).names, "inside with lib of shop + lib of shop");
  });

  each("several share scopes", async () => {
    const remotes = [{ alias: "acme", shareScope: ["default", "other"], locations: [expression(container("scoped"))] }];
    const page = await open({}, app(version, { uses: [70], remotes }));
    assert.deepEqual(page.log, [initOf("scoped").replace("1 default", "2 default,other"), "scoped"]);
    assert.deepEqual(Object.keys(page.instance.shareScopeMap), ["default", "other"]);
  });
}
