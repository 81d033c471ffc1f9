// `require` and its helpers: modules, interop, modules with top-level await.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { chunk, entry, Page, settle } from "./support/page.mjs";

/** Runs an entry that exposes module 1 as `.`; the log is a global array. */
function container(entryModules, tables = {}) {
  const page = new Page();
  page.global.log = [];
  const exposes = [{ key: ".", group: 0, module: 1, ...tables.expose }];
  page.run(entry({ publicPath: "/", exposes, entryModules, ...tables }));
  return page;
}

/** What module 1 exports. */
const run = async (modules, tables) => {
  const factory = await container(modules, tables).global.acme.get(".");
  return factory();
};

test("a module runs once, with its exports as `this`", async () => {
  const value = await run(`
    1(module, exports, require){ exports.same = this === exports && require(2) === require(2);
      exports.count = require(2).count },
    2(module, exports){ exports.count = (this.count || 0) + 1; exports.id = module.id }`);
  assert.deepEqual({ ...value }, { same: true, count: 1 });
});

test("cycles see what has been exported so far", async () => {
  const value = await run(`
    1(module, exports, require){ exports.early = 1; exports.seen = require(2).seen; exports.late = 1 },
    2(module, exports, require){ exports.seen = Object.keys(require(1)).join() }`);
  assert.equal(value.seen, "early");
});

test("a module that threw throws the same error again", async () => {
  const page = container("1(){ log.push('run'); throw undefined }");
  const factory = await page.global.acme.get(".");
  for (let time = 0; time < 2; time++)
    assert.equal(
      await Promise.resolve()
        .then(factory)
        .catch((error) => [error])
        .then(String),
      "",
    );
  assert.equal(page.global.log.length, 1);
});

test("a missing module is named", async () => {
  await assert.rejects(run("1(module, exports, require){ require(7) }"), /Cannot find module '7' in "acme"/);
});

test("entry modules do not see the names of the runtime", async () => {
  const value = await run(
    "1(module){ module.exports = [typeof get, typeof CSS, typeof factories, typeof entryModules] }",
  );
  assert.equal(String(value), "undefined,undefined,undefined,undefined");
});

test("d defines live getters and keeps own properties", async () => {
  const value = await run(`1(module, exports, require){
    let a = 1; exports.b = "own"; require.r(exports); require.d(exports, { a: () => a, b: () => 0 }); a = 2 }`);
  assert.deepEqual([value.a, value.b, value.__esModule, String(value)], [2, "own", true, "[object Module]"]);
  assert.deepEqual(Object.keys(value), ["b", "a"]);
});

test("n picks the default export by __esModule or by being a namespace", async () => {
  const value = await run(`1(module, exports, require){
    const native = Object.create(null, { [Symbol.toStringTag]: { value: "Module" }, default: { value: "native" } });
    const values = [{ __esModule: true, default: "babel" }, native, { default: "plain" }, "text", null, undefined];
    exports.found = values.map((value) => [require.n(value)()]) }`);
  assert.deepEqual(
    [...value.found].map(([found]) => found?.default ?? found),
    ["babel", "native", "plain", "text", null, undefined],
  );
});

test("t makes one namespace per CommonJS value", async () => {
  const value = await run(`1(module, exports, require){
    class Base { inherited() {} }
    class Value extends Base { constructor() { super(); this.own = 1; this.default = "d" } }
    const plain = new Value(), babel = { __esModule: true, default: 1 }, call = () => 1, list = [1];
    const compiled = {}; require.r(compiled);
    const ns = require.t(plain); plain.own = 2;
    Object.assign(exports, {
      names: Object.keys(ns).sort().join(), live: ns.own, default: ns.default === plain,
      tag: String(ns[Symbol.toStringTag]),
      same: require.t(plain) === ns, babel: require.t(babel) === babel,
      strictBabel: require.t(babel, true).default === babel,
      strictCompiled: require.t(compiled, true) === compiled, call: require.t(call).default === call,
      list: require.t(list)[0], text: require.t("text").default, nothing: require.t(null).default }) }`);
  assert.deepEqual(
    { ...value },
    {
      names: "constructor,default,inherited,own",
      live: 2,
      default: true,
      tag: "Module",
      same: true,
      babel: true,
      strictBabel: true,
      strictCompiled: true,
      call: true,
      list: 1,
      text: "text",
      nothing: null,
    },
  );
});

test("x re-exports all names but default and those that exist", async () => {
  const value = await run(`
    1(module, exports, require){ require.d(exports, { a: () => "own" }); require.x(exports, require(2)) },
    2(module, exports){ Object.assign(exports, { __esModule: true, default: 0, a: "other", b: "b" }) }`);
  assert.deepEqual({ ...value }, { a: "own", b: "b" });
});

test("i resolves with exports or a namespace, by mode", async () => {
  const value = await run(`
    1(module, exports, require){ exports.all = Promise.all([0, 1, 2].map((mode) => require.i(0, 2, mode))) },
    2(module){ module.exports = { __esModule: true, default: 1 } }`);
  const [plain, interop, strict] = await value.all;
  assert.equal(plain, interop);
  assert.equal(strict.default, plain);
});

test("an expose has a mode, too", async () => {
  const value = await run("1(module){ module.exports = () => 1 }", { expose: { mode: "interop" } });
  assert.equal(value.default(), 1);
});

test("a page entry runs in the same tick unless it has to wait", async () => {
  const runs = async (prepare = () => {}, tables) => {
    const page = new Page({
      "https://host.test/a.js": chunk(1, "1(){ log.push('run') }"),
      "https://host.test/a.css": "",
    });
    page.global.log = [];
    prepare(page);
    page.run(entry({ library: { page: { module: 1 } }, publicPath: "/", ...tables }));
    const atOnce = page.global.log.length;
    await settle();
    assert.equal(page.global.log.length, 1);
    return { atOnce, page };
  };
  const own = { entryModules: "1(){ log.push('run') }" };
  assert.equal((await runs(undefined, own)).atOnce, 1);
  const start = (needs) => ({ library: { page: { group: 0, module: 1 } }, groups: { 0: needs } });
  assert.equal((await runs(undefined, { ...own, ...start({}) })).atOnce, 1, "a group without needs");
  const files = { chunks: { 1: "a.js" }, ...start({ chunks: [1] }) };
  assert.equal((await runs(undefined, files)).atOnce, 0, "the chunk is missing");
  const prepareScript = (page) => page.run(page.files["https://host.test/a.js"]);
  const { atOnce, page } = await runs(prepareScript, files);
  assert.equal(atOnce, 1, "the page lists it");
  assert.equal(page.requests.length, 0, "nothing is loaded again");
});

const asynchronous = { hasAsyncModules: true };

/** An async module: imports, then a log line, an optional wait, a second line. */
const module = (id, imports, { waits = false, throws = false } = {}) => `${id}(module, exports, require){
  require.d(exports, { name: () => name }); let name;
  require.a(module, async (done) => {
    ${imports.map((other) => `require(${other});`).join(" ")}
    const pending = require.w([${imports}]); if (pending) await pending;
    log.push("${id}"); ${waits ? `await new Promise((resolve) => setTimeout(resolve, 1)); log.push("${id}'");` : ""}
    ${throws ? 'throw Error("from ' + id + '");' : ""} name = "m${id}"; ${waits ? "" : "done();"}
  })
}`;

/** Evaluates module 1 and returns the log as text. */
async function order(modules, tables) {
  const page = container(modules.join(), { ...asynchronous, ...tables });
  const factory = await page.global.acme.get(".");
  const value = await factory();
  assert.equal(value.name, "m1");
  return page.global.log.join(" ");
}

test("importers wait for async dependencies, siblings start together", async () => {
  const waits = { waits: true };
  assert.equal(await order([module(1, [2, 3]), module(2, [], waits), module(3, [], waits)]), "2 3 2' 3' 1");
});

test("modules without anything to wait for run in one go", async () => {
  assert.equal(await order([module(1, [2, 4]), module(2, [3]), module(3, []), module(4, [])]), "3 2 4 1");
});

test("an ancestor is not waited for", async () => {
  const waits = { waits: true };
  assert.equal(await order([module(1, [2], waits), module(2, [1], waits)]), "2 2' 1 1'");
  assert.equal(await order([module(1, [2]), module(2, [3]), module(3, [1, 2], waits)]), "3 3' 2 1");
});

test("who imports a part of a finished cycle waits for the whole cycle", async () => {
  // 2 → 3 → 2: 4 imports 3, which is through before 2 is; it must see 2 finished (ECMA-262: the cycle root).
  const modules = [module(1, [2, 4]), module(2, [3], { waits: true }), module(3, [2], { waits: true }), module(4, [3])];
  assert.equal(await order(modules), "3 3' 2 2' 4 1");
});

test("inside an open cycle a finished dependency is waited for, not its ancestors", async () => {
  const modules = [module(1, [2, 3], { waits: true }), module(2, [1], { waits: true }), module(3, [2])];
  assert.equal(await order(modules), "2 2' 3 1 1'");
});

/** Random graphs with cycles; some modules wait. The same ones in every run. */
function randomGraphs(count, size) {
  let seed = 42;
  const random = () => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) / 2 ** 32;
  const ids = Array.from({ length: size }, (_, index) => index + 1);
  const graph = () => ids.map((id) => ({ id, imports: ids.filter(() => random() < 0.28), waits: random() < 0.4 }));
  return Array.from({ length: count }, graph);
}

/** Modules of the graph from which a waiting one can be reached: only those are async in a real build. */
function withAsync(graph) {
  const isAsync = new Set(graph.filter(({ waits }) => waits).map(({ id }) => id));
  for (let size = -1; size !== isAsync.size; ) {
    size = isAsync.size;
    for (const { id, imports } of graph) if (imports.some((other) => isAsync.has(other))) isAsync.add(id);
  }
  return isAsync;
}

const synchronous = (id, imports) =>
  `${id}(module, exports, require){ exports.name = "m${id}"; ${imports
    .map((other) => `require(${other});`)
    .join(" ")} log.push("${id}") }`;

test("evaluation order is that of node", async () => {
  const directory = await mkdtemp(join(tmpdir(), "mfbuild-order-"));
  try {
    for (const [number, graph] of randomGraphs(80, 6).entries()) {
      globalThis.log = [];
      for (const { id, imports, waits } of graph) {
        const wait = waits ? `await new Promise((resolve) => setTimeout(resolve, 1)); log.push("${id}'")` : "";
        const lines = [...imports.map((other) => `import "./${number}-${other}.mjs";`), `log.push("${id}");`, wait];
        await writeFile(join(directory, `${number}-${id}.mjs`), lines.join("\n"));
      }
      await import(pathToFileURL(join(directory, `${number}-1.mjs`)));
      const isAsync = withAsync(graph);
      const modules = graph.map(({ id, imports, waits }) =>
        isAsync.has(id) ? module(id, imports, { waits }) : synchronous(id, imports),
      );
      assert.equal(await order(modules), globalThis.log.join(" "), JSON.stringify(graph));
    }
  } finally {
    delete globalThis.log;
    await rm(directory, { recursive: true });
  }
});

test("a rejection reaches every importer and nobody else", async () => {
  const modules = [module(1, [2]), module(2, [], { waits: true, throws: true })];
  const page = container(modules.join(), asynchronous);
  const factory = await page.global.acme.get(".");
  const unhandled = [];
  const listener = (error) => unhandled.push(error);
  process.on("unhandledRejection", listener);
  await assert.rejects(async () => factory(), /from 2/);
  await assert.rejects(async () => factory(), /from 2/);
  await settle();
  process.off("unhandledRejection", listener);
  assert.deepEqual(unhandled, []);
});

test("import() of a pending module waits for it", async () => {
  const value = await run(
    `1(module, exports, require){ exports.both = Promise.all([require.i(0, 2), require.i(0, 2)])
      .then((all) => all.map((ns) => ns.name).join()) },
     ${module(2, [], { waits: true })}`,
    asynchronous,
  );
  assert.equal(await value.both, "m2,m2");
});
