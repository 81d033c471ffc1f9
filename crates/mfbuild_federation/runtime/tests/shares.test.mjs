// Consuming shared modules: choosing, loading, failing, trying again.

import assert from "node:assert/strict";
import test from "node:test";
import { chunk, entry, Page, plain } from "./support/page.mjs";

const base = "https://cdn.test/acme/";

/** A container whose `.` exports what it finds under the key `lib`; the own copy is in chunk 2. */
async function consumer(consume = {}, options = {}) {
  const tables = {
    publicPath: base,
    chunks: { 2: "own.js" },
    groups: { 1: { consumes: [10] }, 2: { chunks: [2] } },
    exposes: [{ key: ".", group: 1, module: 1 }],
    consumes: {
      10: {
        scopes: ["default"],
        key: "lib",
        requiredVersion: "^1.0.0",
        fallback: { group: 2, module: 20 },
        ...consume,
      },
    },
    entryModules: "1(module,exports,require){module.exports=require(10)}",
    ...options,
  };
  const page = new Page({ [base + "own.js"]: chunk(2, "20(module){module.exports='own'}") });
  page.run(entry(tables));
  return { page, ...page.global.acme };
}

const share = (version, more = {}) => ({
  version,
  from: "host",
  scope: ["default"],
  useIn: [],
  shareConfig: {},
  get: () => () => `host ${version}`,
  ...more,
});
const scopeOf = (...shares) => ({ lib: Object.fromEntries(shares.map((item) => [item.version, item])) });

/** What the consumer gets from such a scope. */
async function consumed(consume, shares, options) {
  const { page, init, get } = await consumer(consume, options);
  const scope = scopeOf(...shares);
  await init(scope);
  const factory = await get(".");
  return { page, scope, value: factory() };
}

const loaded = { lib: () => "loaded", loaded: true };
const singleton = { flags: { singleton: true } };

test("which provider is chosen", async () => {
  const cases = [
    // version-first, not a singleton
    [{}, [share("1.0.0"), share("1.2.0"), share("1.1.0")], "host 1.2.0"],
    [{}, [share("1.0.0"), share("2.0.0")], "host 1.0.0", "the highest does not satisfy: first one that does"],
    [{}, [share("1.1.0"), share("1.0.0"), share("2.0.0")], "host 1.1.0"],
    [{}, [share("2.0.0")], "own"],
    [{}, [], "own"],
    [{ requiredVersion: "*" }, [share("2.0.0")], "host 2.0.0"],
    [{ requiredVersion: null }, [share("0")], "host 0"],
    [{ requiredVersion: "*" }, [share("0")], "host 0", "no check for `*`"],
    [{}, [share("1.0.0", loaded), share("1.2.0")], "loaded", "the walk stops at a loaded one"],
    [{}, [share("1.2.0"), share("1.0.0", loaded)], "host 1.2.0"],
    [{}, [share("0", loaded), share("1.2.0")], "host 1.2.0", "`0` is always left"],
    [{}, [share("1.10.0"), share("1.9.0")], "host 1.10.0"],
    [{ requiredVersion: "^1.0.0-beta" }, [share("1.0.0-beta.1")], "own", "shorter pre-release lists are greater"],
    // loaded-first
    [{}, [share("1.2.0"), share("1.0.0", loaded)], "loaded", "", { strategy: "loadedFirst" }],
    [{}, [share("1.0.0", loaded), share("1.2.0")], "loaded", "", { strategy: "loadedFirst" }],
    [{}, [share("1.0.0"), share("1.2.0", loaded)], "loaded", "", { strategy: "loadedFirst" }],
    [{}, [share("1.0.0"), share("1.2.0")], "host 1.2.0", "", { strategy: "loadedFirst" }],
    [
      {},
      [share("1.2.0"), share("1.0.0", { loading: Promise.resolve(() => "loading") })],
      "loading",
      "",
      { strategy: "loadedFirst" },
    ],
  ];
  const copy = { group: 2, module: 20 };
  const provides = [{ scopes: ["default"], key: "lib", version: "0.0.1", requiredVersion: "^0.0.1", copy }];
  for (const [consume, shares, expected, why, options] of cases) {
    assert.equal((await consumed(consume, shares, options && { ...options, provides })).value, expected, why || JSON.stringify([consume, shares]));
  }
});

test("a singleton that does not satisfy is used with a warning", async () => {
  const { page, value } = await consumed(singleton, [share("2.0.0")]);
  assert.equal(value, "host 2.0.0");
  assert.deepEqual(page.warnings, [
    "[ Federation Runtime ]: Version 2.0.0 from host of shared singleton module lib " +
      "does not satisfy the requirement of acme which needs ^1.0.0)",
  ]);
});

test("a singleton is checked against `*`, too", async () => {
  const { page, value } = await consumed({ ...singleton, requiredVersion: "*" }, [share("0")]);
  assert.equal(value, "host 0");
  assert.equal(page.warnings.length, 1);
});

test("a strict singleton that does not satisfy is an error of the module that uses it", async () => {
  const { init, get } = await consumer({ flags: { singleton: true, strictVersion: true } });
  await init(scopeOf(share("2.0.0")));
  const factory = await get(".");
  assert.throws(factory, {
    message: /^\[ Federation Runtime \]: Version 2\.0\.0 from host of shared singleton module lib does not/,
  });
});

test("import: false without a provider fails when the module runs, and recovers", async () => {
  const { init, get } = await consumer({ fallback: null });
  await init({});
  const factory = await get(".");
  for (let time = 0; time < 2; time++) {
    assert.throws(factory, {
      message:
        "[ Federation Runtime ]: Shared module lib doesn't exist in shared scope default\n" +
        "acme requires lib ^1.0.0 and has no copy of its own (import: false) #RUNTIME-012",
    });
  }
  await init(scopeOf(share("1.5.0")));
  assert.equal((await get("."))(), "host 1.5.0");
});

const noCopy = { fallback: null };
const mismatch = "No satisfying version (^1.0.0) of shared module lib found in shared scope default.\n";

test("import: false without a version that satisfies takes what is there, with a warning", async () => {
  const cases = [
    [noCopy, [share("2.0.0")], "host 2.0.0"],
    [noCopy, [share("2.0.0"), share("3.0.0")], "host 3.0.0"],
    [noCopy, [share("2.0.0", loaded), share("3.0.0")], "loaded"],
    [{ ...noCopy, requiredVersion: "latest" }, [share("2.0.0")], "host 2.0.0"],
    [{ ...noCopy, flags: { eager: true } }, [share("0")], "host 0"],
  ];
  for (const [consume, shares, expected] of cases) {
    const { page, value } = await consumed(consume, shares);
    assert.equal(value, expected);
    const offers = shares.map(({ version, from }) => `${version} from ${from}`).join(", ");
    const range = consume.requiredVersion ?? "^1.0.0";
    assert.deepEqual(page.warnings, [`${mismatch.replace("^1.0.0", range)}Available versions: ${offers}`]);
  }
  const fitting = await consumed(noCopy, [share("2.0.0"), share("1.0.0")]);
  assert.deepEqual([fitting.value, fitting.page.warnings], ["host 1.0.0", []]);
  const any = await consumed({ ...noCopy, requiredVersion: null }, [share("2.0.0")]);
  assert.deepEqual([any.value, any.page.warnings], ["host 2.0.0", []]);
});

test("import: false with strictVersion and no version that satisfies is an error", async () => {
  const { init, get } = await consumer({ ...noCopy, flags: { strictVersion: true } });
  await init(scopeOf(share("2.0.0"), share("3.0.0", { from: "other" })));
  assert.throws(await get("."), {
    message:
      `[ Federation Runtime ]: ${mismatch}Available versions: 2.0.0 from host, 3.0.0 from other\n` +
      "acme requires lib ^1.0.0 and has no copy of its own (import: false) #RUNTIME-012",
  });
});

test("a package that the build does not provide is chosen by version, whatever the strategy", async () => {
  const shares = () => [share("1.9.0"), share("2.0.0"), share("1.1.0", loaded)];
  const provides = [
    { scopes: ["default"], key: "lib", version: "1.0.0", requiredVersion: "^1.0.0", copy: { group: 2, module: 20 } },
  ];
  for (const consume of [{}, noCopy])
    assert.equal((await consumed(consume, shares(), { strategy: "loadedFirst" })).value, "host 1.9.0");
  assert.equal((await consumed({}, shares(), { strategy: "loadedFirst", provides })).value, "loaded");
});

test("a fallback is not published", async () => {
  const { scope, value } = await consumed({}, [share("2.0.0")]);
  assert.equal(value, "own");
  assert.deepEqual(Object.keys(scope.lib), ["2.0.0"]);
});

test("a loaded entry is marked", async () => {
  const { scope } = await consumed({}, [share("1.0.0")]);
  const entryOfHost = scope.lib["1.0.0"];
  assert.deepEqual([entryOfHost.loaded, entryOfHost.lib(), entryOfHost.from], [true, "host 1.0.0", "host"]);
  assert.deepEqual(plain(entryOfHost.useIn), ["acme"]);
  assert.equal((await entryOfHost.loading)(), "host 1.0.0");
});

test("an entry with lib is not loaded", async () => {
  const { scope, value } = await consumed({}, [
    share("1.0.0", { lib: () => "lib", get: () => assert.fail(), useIn: undefined }),
  ]);
  assert.equal(value, "lib");
  assert.deepEqual(plain(scope.lib["1.0.0"].useIn), ["acme"]);
});

test("an entry that is being loaded is waited for", async () => {
  const { scope, value } = await consumed({}, [
    share("1.0.0", { loading: Promise.resolve(() => "other"), get: () => assert.fail() }),
  ]);
  assert.equal(value, "other");
  assert.equal(scope.lib["1.0.0"].lib(), "other");
});

test("entries of webpack core hosts have get, from and eager only", async () => {
  const old = (more) => ({ get: async () => () => "old", from: "old", eager: false, ...more });
  for (const more of [{}, { loaded: 1 }]) {
    const { init, get } = await consumer();
    await init({ lib: { "1.0.0": old(more) } }, []);
    assert.equal((await get("."))(), "old");
  }
});

test("a provider that fails is asked again", async () => {
  let calls = 0;
  const flaky = share("1.0.0", { get: () => (calls++ ? () => "second" : Promise.reject(Error("first"))) });
  const { init, get } = await consumer();
  await init(scopeOf(flaky));
  const factory = await get(".");
  assert.throws(factory, /first/);
  assert.throws(factory, /first/);
  assert.equal((await get("."))(), "second");
  assert.equal(calls, 2);
});

test("a failed own copy is loaded again", async () => {
  const { page, get } = await consumer();
  const own = page.files[base + "own.js"];
  delete page.files[base + "own.js"];
  const factory = await get(".");
  assert.throws(factory, { name: "ChunkLoadError" });
  page.files[base + "own.js"] = own;
  assert.equal((await get("."))(), "own");
});

test("without init the own shares are in a private scope", async () => {
  const provides = [
    { scopes: ["default"], key: "lib", version: "1.3.0", requiredVersion: "^1.0.0", copy: { group: 2, module: 20 } },
  ];
  const { get } = await consumer({ fallback: null }, { provides });
  assert.equal((await get("."))(), "own");
});

test("several scopes: the first one that has the package decides", async () => {
  const { init, get } = await consumer({ scopes: ["a", "b"] }, { shareScope: ["a", "b"] });
  const shareScopeMap = { a: {}, b: scopeOf(share("1.0.0")) };
  await init(shareScopeMap.a, [], { shareScopeKeys: ["a", "b"], shareScopeMap });
  assert.equal((await get("."))(), "host 1.0.0");
  const other = await consumer({ scopes: ["a", "b"] }, { shareScope: ["a", "b"] });
  const both = { a: scopeOf(share("2.0.0")), b: scopeOf(share("1.0.0")) };
  await other.init(both.a, [], { shareScopeKeys: ["a", "b"], shareScopeMap: both });
  assert.equal((await other.get("."))(), "own");
});

test("a copy is loaded once for all who consume it at the same time", async () => {
  let calls = 0;
  const slow = share("1.0.0", { get: async () => (calls++, () => "slow") });
  const { init, get } = await consumer();
  await init(scopeOf(slow));
  const factories = await Promise.all([get("."), get("."), get(".")]);
  assert.deepEqual(
    factories.map((factory) => factory()),
    ["slow", "slow", "slow"],
  );
  assert.equal(calls, 1);
});

/** Two packages that share each other: 1 exposes `a`, `./x` needs both and `./y` only `b`. */
const ring = () => {
  const copy = (key, group, module) => ({
    scopes: ["default"],
    key,
    requiredVersion: "^1.0.0",
    fallback: { group, module },
  });
  const provide = (key, group, module) => ({ ...copy(key), version: "1.0.0", copy: { group, module } });
  const tables = {
    publicPath: base,
    chunks: { 1: "a.js", 2: "b.js" },
    groups: {
      0: { consumes: [10] },
      1: { chunks: [1], consumes: [11] },
      2: { chunks: [2], consumes: [10] },
      3: { consumes: [10, 11] },
      4: { consumes: [11] },
    },
    exposes: [
      { key: ".", group: 0, module: 1 },
      { key: "./b", group: 2, module: 1 },
      { key: "./x", group: 3, module: 2 },
      { key: "./y", group: 4, module: 3 },
    ],
    consumes: { 10: copy("a", 1, 21), 11: copy("b", 2, 22) },
    provides: [provide("a", 1, 21), provide("b", 2, 22)],
    entryModules: `1(module,exports,require){module.exports=require(10)},
      2(module,exports,require){exports.a=require(10);exports.b=require(11)},
      3(module,exports,require){exports.b=require(11)}`,
  };
  const files = {
    [base + "a.js"]: chunk(1, "21(module,exports,require){exports.name='a';exports.b=require(11)}"),
    [base + "b.js"]: chunk(2, "22(module,exports,require){exports.name='b';exports.a=require(10)}"),
  };
  return { tables, files };
};

test("packages that share each other do not wait for each other for ever", async () => {
  const { tables, files } = ring();
  for (const options of [tables, { ...tables, provides: [] }]) {
    for (const key of [".", "./b"]) {
      const page = new Page(files);
      page.run(entry(options));
      const value = (await page.global.acme.get(key))();
      assert.equal(value.b.a.name, "a");
    }
  }
  const page = new Page(files);
  page.run(entry(tables));
  const scope = {};
  await page.global.acme.init(scope);
  const [a, b] = await Promise.all([scope.a["1.0.0"].get(), scope.b["1.0.0"].get()]);
  assert.deepEqual([a().b.name, b().a.name], ["b", "a"]);
});

test("who needs one of them waits for all of them", async () => {
  const cases = [true, false].flatMap((provided) => [1, 2].map((late) => [late, provided]));
  for (const [late, provided] of cases) {
    const { tables, files } = ring();
    const url = base + tables.chunks[late];
    const text = files[url];
    files[url] = () => new Promise((resolve) => setTimeout(resolve, 30, text));
    const page = new Page(files);
    page.run(entry(provided ? tables : { ...tables, provides: [] }));
    const { get } = page.global.acme;
    const [x, y] = await Promise.all(["./x", "./y"].map(async (key) => (await get(key))()));
    assert.equal(y.b.a.name, "a", `chunk ${late} is late`);
    assert.equal(x.a.b.name, "b");
  }
});

test("a provider of a ring is complete for other parties, too", async () => {
  const { tables, files } = ring();
  const text = files[base + "b.js"];
  files[base + "b.js"] = () => new Promise((resolve) => setTimeout(resolve, 30, text));
  const page = new Page(files);
  page.run(entry(tables));
  const scope = {};
  await page.global.acme.init(scope);
  // As the federation runtime does it, while a group of the container needs the other one.
  const entryOfA = scope.a["1.0.0"];
  entryOfA.loading = entryOfA.get();
  const y = page.global.acme.get("./y");
  assert.equal((await entryOfA.loading)().b.name, "b");
  assert.equal((await y)().b.a.name, "a");
});

test("what failed inside an own copy is loaded again", async () => {
  const { tables, files } = ring();
  const url = base + "b.js";
  const missing = files[url];
  delete files[url];
  const options = {
    ...tables,
    provides: [],
    groups: { ...tables.groups, 2: { chunks: [2] } },
    exposes: [{ key: ".", group: 0, module: 1 }],
  };
  const page = new Page(files);
  page.run(entry(options));
  const factory = await page.global.acme.get(".");
  assert.throws(factory, { name: "ChunkLoadError" });
  files[url] = missing.replace("exports.a=require(10)", "");
  assert.equal((await page.global.acme.get("."))().b.name, "b");
});

test("a share with top-level await is waited for by its importers", async () => {
  const { get } = await consumer(
    {},
    {
      hasAsyncModules: true,
      groups: { 1: { consumes: [10] }, 2: {} },
      entryModules: `
        1(module,exports,require){ require.a(module, async () => {
          require(10); await require.w([10]); exports.found = require(10).value }) },
        20(module,exports,require){ require.a(module, async () => { await 0; await 0; exports.value = "late" }) }`,
    },
  );
  assert.equal((await (await get("."))()).found, "late");
});

test("an eager module without an own copy takes what the scope has at once", async () => {
  const flags = { eager: true };
  const modules = "1(module,exports,require){module.exports=require(10)}";
  const provides = [
    { scopes: ["default"], key: "app", version: "1.0.0", flags, requiredVersion: null, copy: { group: 0, module: 1 } },
  ];
  const started = async (strictVersion, ...shares) => {
    const consume = { flags: { eager: true, strictVersion }, fallback: null };
    const { page, init } = await consumer(consume, { provides, entryModules: modules });
    const scope = scopeOf(...shares);
    await init(scope);
    return { page, run: scope.app["1.0.0"].get() };
  };
  assert.equal((await started(false, share("1.0.0"))).run(), "host 1.0.0");
  const other = await started(false, share("2.0.0"));
  assert.equal(other.run(), "host 2.0.0");
  assert.deepEqual(other.page.warnings, [`${mismatch}Available versions: 2.0.0 from host`]);
  for (const { run } of [await started(true, share("2.0.0")), await started(false)])
    assert.throws(run, /lib is not available for eager consumption by acme #RUNTIME-006/);
});

test("eager modules work before anything was loaded", async () => {
  const flags = { eager: true };
  const provides = [
    { scopes: ["default"], key: "app", version: "1.0.0", flags, requiredVersion: null, copy: { group: 0, module: 1 } },
  ];
  const started = async (shares, entryModules) => {
    const { init } = await consumer(
      { flags, fallback: { group: 0, module: 20 } },
      { provides, ...(entryModules && { entryModules }) },
    );
    const scope = scopeOf(...shares);
    await init(scope);
    return { scope, run: scope.app["1.0.0"].get() };
  };
  const modules = "1(module,exports,require){module.exports=require(10)},20(module){module.exports='own'}";
  const { scope, run } = await started([share("1.0.0")], modules);
  assert.equal(run(), "host 1.0.0");
  assert.ok(scope.lib["1.0.0"].loaded);
  assert.equal((await started([share("1.0.0", { lib: () => "lib" })], modules)).run(), "lib");
  assert.equal((await started([share("1.0.0", { get: async () => () => "late" })], modules)).run(), "own");
  assert.equal((await started([], modules)).run(), "own");
  assert.throws((await started([])).run, /lib is not available for eager consumption by acme #RUNTIME-006/);
  // An eager module that needs another one, which is not eager.
  const lazy = { scopes: ["default"], key: "lazy", fallback: { group: 2, module: 30 } };
  const entryModules =
    "1(module,exports,require){module.exports=require(10)},20(module,exports,require){module.exports=require(11)}";
  const { init } = await consumer(
    {},
    {
      consumes: { 10: { scopes: ["default"], key: "lib", flags, fallback: { group: 0, module: 20 } }, 11: lazy },
      provides,
      entryModules,
    },
  );
  const host = {};
  await init(host);
  assert.throws(host.app["1.0.0"].get(), /Shared module lazy is not available for eager consumption by acme/);
});
