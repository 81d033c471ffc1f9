// Hot updates: what runs again, and what code in modules hears of it.

import assert from "node:assert/strict";
import test from "node:test";
import { base, HotPage, hotEntry, updateScript } from "./support/hot.mjs";
import { chunk, plain, settle } from "./support/page.mjs";

/** A module that logs its id and its version, with imports and more code. */
const module = (id, version, imports = [], code = "") =>
  `${id}(module, exports, require){
    require.r(exports); require.d(exports, { value: () => value });
    ${imports.map((other) => `var m${other} = require(${other});`).join(" ")}
    const value = "${id}${version}"; log.push(value); ${code} }`;

/** Waits for what takes real time. */
const until = async (isTrue) => {
  for (let time = 0; time < 500 && !isTrue(); time++) await new Promise((resolve) => setTimeout(resolve, 10));
};

const open = (modules, ...rest) => new HotPage([].concat(modules).join(), ...rest);

test("a module that accepts itself runs again, and its importers see the new values", async () => {
  const page = open([
    module(1, "a", [2], "self.read = () => m2.value;"),
    module(2, "a", [3], "module.hot.accept();"),
    module(3, "a"),
  ]);
  assert.equal(page.takeLog(), "3a 2a 1a");
  assert.equal(await page.update(module(2, "b", [3], "module.hot.accept();")), "2b");
  assert.equal(page.global.read(), "2b");
  assert.equal(await page.update(module(3, "b")), "3b 2b", "what it needs has changed");
  assert.equal(page.reloads, 0);
});

test("a parent accepts: it hears of it after the module has run again", async () => {
  const accept = 'module.hot.accept([2, 4], (ids) => log.push("accepted", ids.join(), m2.value));';
  const page = open([module(1, "a", [2, 4], accept), module(2, "a", [3]), module(3, "a"), module(4, "a")]);
  page.takeLog();
  assert.equal(await page.update(module(3, "b")), "3b 2a accepted 2 2a");
  assert.equal(await page.update([module(2, "c", [3]), module(4, "c")].join()), "2c 4c accepted 2,4 2c");
});

test("accept without a callback runs the module again", async () => {
  const page = open([module(1, "a", [2], "module.hot.accept(2); self.read = () => m2.value;"), module(2, "a")]);
  page.takeLog();
  assert.equal(await page.update(module(2, "b")), "2b");
  assert.equal(page.global.read(), "2b");
});

test("callbacks of import.meta.hot receive modules", async () => {
  const page = open([
    module(
      1,
      "a",
      [2, 3, 4],
      `const { meta } = module.hot;
       meta.accept(2, (two) => log.push("one", two.value));
       meta.accept([3, 4], ([three, four]) => log.push("list", three && three.value, four && four.value));`,
    ),
    module(2, "a"),
    module(3, "a"),
    module(4, "a", [], 'module.hot.meta.accept((next) => log.push("self", next.value));'),
  ]);
  page.takeLog();
  assert.equal(await page.update(module(2, "b")), "2b one 2b");
  assert.equal(await page.update(module(3, "b")), "3b list 3b ");
  assert.equal(await page.update(module(4, "b")), "4b self 4b", "the callback of the module before");
});

test("dispose hands data over, by the rules of both interfaces", async () => {
  const code = `
    log.push(String(module.hot.data && module.hot.data.count), String(module.hot.meta.data.count));
    module.hot.dispose((data) => { data.count = (module.hot.data?.count ?? 0) + 1 });
    module.hot.meta.dispose((data) => log.push("never"));
    module.hot.meta.dispose((data) => { data.count = "m" + (data.count ?? "") });
    module.hot.accept();`;
  const page = open([module(1, "a", [], code)]);
  page.takeLog();
  assert.equal(await page.update(module(1, "b", [], code)), "1b 1 m");
  assert.equal(await page.update(module(1, "c", [], code)), "1c 2 mm");
});

test("decline reloads", async () => {
  const page = open([module(1, "a", [2], "module.hot.accept();"), module(2, "a", [], "module.hot.decline();")]);
  await page.update(module(2, "b"));
  assert.equal(page.reloads, 1);
  const parent = open([module(1, "a", [2], "module.hot.accept(); module.hot.decline(2);"), module(2, "a")]);
  await parent.update(module(2, "b"));
  assert.equal(parent.reloads, 1);
  const vite = open([module(1, "a", [2], "module.hot.accept();"), module(2, "a", [], "module.hot.meta.decline();")]);
  await vite.update(module(2, "b"));
  assert.equal(vite.reloads, 0, "Vite's does nothing");
});

test("what nobody accepts reloads the page and says why", async () => {
  const page = open([module(1, "a", [2]), module(2, "a", [3]), module(3, "a")]);
  page.takeLog();
  assert.equal(
    await page.update(module(3, "b"), { names: { 1: "./src/main.js", 2: "./src/two.js", 3: "./src/x.js" } }),
    "",
  );
  assert.deepEqual(page.infos, ["[mfbuild] ./src/x.js is not accepted by ./src/two.js, ./src/main.js: reload"]);
  assert.equal(page.reloads, 1);
  await page.update(module(3, "c"));
  assert.equal(page.reloads, 1, "once is enough");
});

test("modules that never ran are only replaced, new ones run when they are asked for", async () => {
  const page = open([
    module(1, "a", [], "self.load = () => require(2); module.hot.accept();"),
    module(2, "a", [3]),
    module(3, "a"),
  ]);
  page.takeLog();
  assert.equal(await page.update([module(2, "b", [4]), module(4, "b")].join(), { removed: [3] }), "");
  page.global.load();
  assert.equal(page.takeLog(), "4b 2b");
});

test("a module that leaves is disposed and pruned", async () => {
  const hooks = 'module.hot.dispose(() => log.push("disposed")); module.hot.meta.prune(() => log.push("pruned"));';
  const page = open([module(1, "a", [2], "module.hot.accept();"), module(2, "a", [], hooks)]);
  page.takeLog();
  assert.equal(await page.update(module(1, "b", [], "module.hot.accept();"), { removed: [2] }), "disposed pruned 1b");
  assert.equal(
    await page.update([module(1, "c", [2], "module.hot.accept();"), module(2, "c", [], hooks)].join()),
    "2c 1c",
  );
});

test("a module can refuse an update after it has run", async () => {
  const refuse = (version, data) =>
    module(2, version, [], `module.hot.accept(); if (${data}) module.hot.invalidate("cannot");`);
  const page = open([module(1, "a", [2], "module.hot.accept();"), refuse("a", 0)]);
  page.takeLog();
  assert.equal(await page.update(refuse("b", "!self.refused && (self.refused = 1)")), "2b 2b 1a");
  assert.match(page.infos.join(), /module 2: cannot/);
  // Vite's callback belongs to the module before.
  const vite = "const { meta } = module.hot; meta.accept(() => meta.invalidate());";
  const other = open([module(1, "a", [2], "module.hot.accept();"), module(2, "a", [], vite)]);
  other.takeLog();
  assert.equal(await other.update(module(2, "b", [], vite)), "2b 2b 1a");
  assert.equal(other.reloads, 0);
  await page.update(refuse("c", "1"));
  assert.equal(page.reloads, 1);
  assert.match(page.infos.join(), /module 2 invalidates itself for ever: reload/);
});

test("invalidate() at any time replaces the module", async () => {
  const page = open([
    module(1, "a", [2], "module.hot.accept();"),
    module(2, "a", [], "self.again = () => module.hot.meta.invalidate(); module.hot.accept();"),
  ]);
  page.takeLog();
  page.global.again();
  await settle();
  assert.equal(page.takeLog(), "2a 1a");
});

test("members of a cycle run again together", async () => {
  const cyclic = (version, code = "") => `
    *2(module, exports, require){ require.r(exports); require.d(exports, { two: () => two, read: () => read });
      var m3 = require.s(3); function read() { return two + m3.three() } yield;
      require(3); const two = "2${version}"; log.push(two); ${code} },
    *3(module, exports, require){ require.r(exports); require.d(exports, { three: () => three });
      var m2 = require.s(2); function three() { return "3${version}" + m2.two } yield;
      require(2); log.push("3${version}") }`;
  const page = open([module(1, "a", [2], "self.read = () => m2.read();"), cyclic("a", "module.hot.accept();")]);
  assert.equal(page.takeLog(), "3a 2a 1a");
  assert.equal(await page.update(cyclic("b", "module.hot.accept();")), "3b 2b");
  assert.equal(page.global.read(), "2b3b2b");
});

test("modules with top-level await are waited for", async () => {
  const slow = (version) => `2(module, exports, require){
    require.r(exports); require.d(exports, { value: () => value }); let value;
    require.a(module, async (done) => { await new Promise((resolve) => setTimeout(resolve, 1));
      value = "2${version}"; log.push(value); done() }) }`;
  const first = (code) => `1(module, exports, require){ require.a(module, async (done) => {
    var m2 = require(2); const pending = require.w([2]); if (pending) await pending;
    log.push("1"); ${code} done() }) }`;
  const page = open([first('module.hot.accept(2, () => log.push("accepted", m2.value));'), slow("a")]);
  await until(() => page.log.length === 2);
  page.takeLog();
  const early = await page.update(slow("b"));
  await until(() => (early ? 1 : 0) + page.log.length > 2 || early.includes("accepted"));
  assert.equal([early, page.takeLog()].filter(Boolean).join(" "), "2b accepted 2b");
});

test("import() is followed, too, and tables are replaced", async () => {
  const files = { [base + "b.js"]: chunk(2, module(20, "b")), [base + "c.js"]: chunk(3, module(30, "c", [20])) };
  const groups = { 20: { chunks: [2] } };
  const load = (id) => `module.hot.accept(); require.i(${id}, ${id}).then((it) => log.push("loaded", it.value));`;
  const page = open([module(1, "a", [], load(20))], { chunks: { 2: "b.js" }, groups }, files);
  await settle();
  assert.equal(page.takeLog(), "1a 20b loaded 20b");
  assert.equal(await page.update(module(20, "c")), "1a 20c loaded 20c");
  const tables = {
    CHUNKS: { 2: "b.js", 3: "c.js" },
    GROUPS: [
      [[2], [], [], [20]],
      [[2, 3], [], [], [30]],
    ],
  };
  assert.equal(await page.update(module(1, "d", [], load(30)), { tables }), "1d 30c loaded 30c");
});

test("groups that are in use get what the new tables add before modules run", async () => {
  const files = {
    [base + "b.js"]: chunk(2, module(20, "b")),
    [base + "c.js"]: chunk(3, module(30, "c")),
    [base + "c.css"]: "",
  };
  const groups = { 20: { chunks: [2] } };
  const load = "require.i(20, 20);";
  const page = open([module(1, "a", [], load)], { chunks: { 2: "b.js" }, groups }, files);
  await settle();
  page.takeLog();
  const tables = { CHUNKS: { 2: "b.js", 3: "c.js" }, CSS: { 3: "c.css" }, GROUPS: [[[2, 3], [3], [], [20]]] };
  const accepting = module(20, "x", [30], "module.hot.accept();");
  await page.update(accepting, { tables });
  assert.equal(page.reloads, 1, "20 did not accept itself, and 1 does not either");
  const other = open([module(1, "a", [], "module.hot.accept(20);" + load)], { chunks: { 2: "b.js" }, groups }, files);
  await settle();
  other.takeLog();
  assert.equal(await other.update(accepting, { tables }), "30c 20x");
  assert.deepEqual(
    other.document.getElementsByTagName("link").map(({ href }) => href),
    [base + "c.css"],
  );
});

test("CommonJS modules: exports are filled again, a new value goes by way of the importers", async () => {
  const page = open([
    `1(module, exports, require){ const two = require(2), three = require(3); module.hot.accept();
      self.read = () => two.value + " " + three(); log.push("1") }`,
    "2(module, exports){ exports.value = 'a'; exports.gone = 1; module.hot.accept() }",
    "3(module){ module.exports = () => 'a' }",
  ]);
  const { read } = page.global;
  await page.update("2(module, exports){ exports.value = 'b'; module.hot.accept(); log.push(Object.keys(exports)) }");
  assert.equal(read(), "b a");
  await page.update("3(module){ module.exports = () => 'b' }");
  assert.equal(page.global.read(), "b b");
  assert.equal(read(), "b a", "a closure from before");
});

test("exports that cannot be emptied are made anew", async () => {
  const frozen = (value) => `2(module, exports){ exports.value = '${value}'; Object.freeze(exports) }`;
  const babel = (value) => `2(module, exports){ Object.defineProperty(exports, "__esModule", { value: true });
    exports.value = '${value}' }`;
  for (const text of [frozen, babel]) {
    const page = open([
      `1(module, exports, require){ const two = require(2);
        module.hot.accept(2, () => log.push(two.value, require(2).value)) }`,
      text("a"),
    ]);
    assert.equal(await page.update(text("b")), text === frozen ? "a b" : "b b");
  }
});

test("a module that fails keeps what importers have, and the next update helps", async () => {
  const accept = "module.hot.accept();";
  const page = open([module(1, "a", [2], "self.read = () => m2.value;"), module(2, "a", [3], accept), module(3, "a")]);
  page.takeLog();
  await page.update(module(2, "b", [3], 'throw Error("broken");' + accept));
  assert.equal(page.errors.length, 1);
  assert.match(page.errors[0], /broken/);
  assert.equal(page.global.read(), "2a");
  assert.equal(await page.update(module(2, "c", [3], accept)), "2c");
  assert.equal(page.global.read(), "2c");
  await page.update(module(3, "d", [], 'throw Error("broken, too")'));
  assert.equal(page.global.read(), "2c");
  assert.equal(await page.update(module(3, "e")), "3e 2c");
  assert.equal(page.reloads, 0);
});

test("error handlers", async () => {
  const page = open([
    module(
      1,
      "a",
      [2, 3],
      'module.hot.accept(2, () => log.push("never"), (error, at) => log.push(error.message, JSON.stringify(at)));',
    ),
    module(2, "a"),
    module(
      3,
      "a",
      [],
      "module.hot.accept((error, { moduleId, module }) => log.push(error.message, moduleId, module.id));",
    ),
  ]);
  page.takeLog();
  assert.equal(await page.update("2(){ throw Error('two') }"), 'two {"moduleId":1,"dependencyId":2}');
  assert.equal(await page.update("3(){ throw Error('three') }"), "three 3 3");
  assert.deepEqual(page.errors, []);
});

test("events and status", async () => {
  const page = open([
    module(
      1,
      "a",
      [2],
      `const { meta } = module.hot;
       for (const name of ["vite:beforeUpdate", "mfbuild:afterUpdate", "vite:beforeFullReload", "vite:error"])
         meta.on(name, ({ type, updates = [] }) => log.push(name + " " + type + " " + updates.map(({ path }) => path)));
       const off = () => log.push("off"); meta.on("vite:beforeUpdate", off); meta.off("vite:beforeUpdate", off);
       module.hot.addStatusHandler((status) => log.push(status));
       log.push(module.hot.status(), module.hot.active); module.hot.accept(2);`,
    ),
    module(2, "a", [], 'module.hot.on("vite:beforeUpdate", () => log.push("heard"));'),
  ]);
  assert.equal(page.takeLog(), "2a 1a idle true");
  assert.equal(
    await page.update(module(2, "b"), { names: { 2: "./two.js" } }),
    "prepare ready heard vite:beforeUpdate update ./two.js dispose apply 2b mfbuild:afterUpdate update ./two.js idle",
  );
  assert.doesNotMatch(await page.update(module(2, "c")), /heard/, "listeners of disposed modules are gone");
  assert.match(await page.update(module(1, "d")), /abort vite:beforeFullReload full-reload/);
});

test("require.p can be assigned by a module", async () => {
  const page = open(
    `1(module, exports, require){ const before = require.p; require.p = '/x/'; require(2); log.push(before) },
     2(module, exports, require){ log.push(require.p) }`,
  );
  assert.equal(page.takeLog(), "/x/ /");
});

test("an entry that is executed again finds new factories, and both runtimes get updates", async () => {
  const files = { [base + "b.js"]: chunk(2, module(20, "a")) };
  const tables = { chunks: { 2: "b.js" }, groups: { 20: { chunks: [2] } } };
  const first = module(1, "a", [], "module.hot.accept(20); require.i(20, 20).then((it) => log.push(it.value));");
  const page = open([first], tables, files);
  await settle();
  page.takeLog();
  assert.equal(await page.update(module(20, "b")), "20b");
  page.run(hotEntry(first, { ...tables, hot: { hash: "h2" } }));
  await settle();
  assert.equal(page.takeLog(), "1a 20b 20b", "of the chunk, by the second runtime");
  assert.equal(page.sockets.length, 1);
  assert.equal(await page.update(module(20, "c")), "20c 20c");
  assert.equal(page.global.mf_acme.length, 1, "updates do not stay in the queue");
});

test("a container updates itself; who holds its exports sees the new values", async () => {
  const page = open("1(module){ module.hot.accept(); log.push('1') }", {
    library: { var: "acme" },
    exposes: [{ key: "./x", group: 0, module: 1 }],
  });
  const factory = await page.global.acme.get("./x");
  factory();
  assert.equal(page.takeLog(), "1");
  assert.equal(await page.update("1(module){ module.hot.accept(); log.push('2') }"), "2");
  await page.update("1(module){ log.push('3') }");
  await page.update("1(module){ log.push('4') }");
  assert.equal(page.reloads, 1, "exposed and not accepted");
});

test("plain values of the API", async () => {
  const page = open("1(module, exports, require){ exports.hot = module.hot; self.hot = module.hot }");
  assert.deepEqual(plain(page.global.hot.data ?? null), null);
  assert.equal(page.global.hot.meta.data, page.global.hot.meta.data);
  assert.deepEqual(plain(await page.global.hot.check()), []);
  assert.equal(updateScript({}, "").includes("mf_acme"), true);
});

test("a module that is not on the page is a reason to reload", async () => {
  const page = open([module(1, "a", [], "module.hot.accept();")]);
  await page.update(module(1, "b", [7], "module.hot.accept();"));
  assert.equal(page.reloads, 1);
  assert.match(page.infos.join(), /Cannot find module '7' in "acme": reload/);
});

test("functions that stay what they are are values, which importers cannot write", async () => {
  const exporting = (version) => `2(module, exports, require){ "use strict"; exports.own = 1;
    require.r(exports); require.d(exports, { c: () => 1 }); require.v(exports, { f: f, own: f });
    function f() { return "${version}" } module.hot.accept() }`;
  const page = open([
    `1(module, exports, require){ "use strict"; const m = require(2); self.m = m;
      log.push(Object.keys(m), m.own, m.f()); try { m.f = 1 } catch (error) { log.push(error.name) } }`,
    exporting("a"),
  ]);
  assert.equal(page.takeLog(), "own,c,f 1 a TypeError");
  await page.update(exporting("b"));
  assert.equal(page.global.m.f(), "b");
});

/** `react-refresh/runtime` that logs what it hears. */
const refreshModule = `99(module){
  const families = new Map(), types = new Map();
  module.exports = {
    injectIntoGlobalHook() {},
    register(type, id) {
      if (typeof type !== "function" || types.has(type)) return;
      if (!families.has(id)) families.set(id, {});
      types.set(type, families.get(id));
      log.push(id.replace(/^mf_acme \\d+ /, "") + "=" + type.version);
    },
    isLikelyComponentType: (type) => typeof type === "function",
    getFamilyByType: (type) => types.get(type),
    createSignatureFunctionForTransform: () => (type) => type,
    performReactRefresh() { log.push("refresh") },
  } }`;

const component = (id, version, imports = []) => `${id}(module, exports, require){
  require.r(exports); require.v(exports, { View: View });
  var $RefreshReg$ = require.hr(module);
  ${imports.map((other) => `require(${other});`).join(" ")}
  function View() {} View.version = "${version}"; View.other = () => {}; View.other.version = "${version}'";
  $RefreshReg$(View, "View"); $RefreshReg$(View.other, "other"); require.he(module) }`;

test("React Refresh hears of modules when the page is at rest", async () => {
  const page = open([module(1, "a", [2]), component(2, "a", [3]), component(3, "a"), refreshModule], {
    hot: { refresh: 99 },
  });
  assert.equal(page.takeLog(), "1a");
  page.timers.find(({ delay }) => delay === 2000).fire();
  await until(() => page.log.length);
  assert.equal(page.takeLog(), "3 View=a 3 other=a' 2 View=a 2 other=a'");
  assert.equal(await page.update(component(3, "b")), "3 View=b 3 other=b' refresh");
  assert.equal(page.reloads, 0);
});

test("React Refresh hears of modules before the first update, in the order in which they have run", async () => {
  const page = open([module(1, "a", [2]), component(2, "a", [3]), component(3, "a"), refreshModule], {
    hot: { refresh: 99 },
  });
  page.takeLog();
  const heard = "3 View=a 3 other=a' 2 View=a 2 other=a'";
  assert.equal(await page.update(component(2, "b", [3])), `${heard} 2 View=b 2 other=b' refresh`);
  assert.equal(page.reloads, 0);
});
