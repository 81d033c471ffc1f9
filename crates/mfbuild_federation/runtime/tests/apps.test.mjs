// Hosts that are built with remotes and shares: a page entry with the published federation runtimes as its own.

import assert from "node:assert/strict";
import test from "node:test";
import {
  app,
  base,
  consume,
  libOfBoth,
  open,
  ownLib,
  provide,
  remote,
  remoteBase,
  script,
  singleton,
} from "./support/apps.mjs";
import { Page, plain, runtimeVersions } from "./support/page.mjs";

for (const version of runtimeVersions) {
  const each = (name, body) => test(`${version}: ${name}`, body);

  each("a static import of a remote", async () => {
    const page = await open(remote(), app(version));
    assert.deepEqual([page.log, page.errors, page.warnings], [["button"], [], []]);
    assert.deepEqual(page.atOnce, []);
    const { remotes, shareStrategy } = page.instance.options;
    const { alias, name, entry, shareScope, externalType } = remotes[0];
    assert.deepEqual(
      { alias, name, entry, shareScope, externalType, shareStrategy },
      {
        alias: "acme",
        name: "acme",
        entry: remoteBase + "remoteEntry.js",
        shareScope: "default",
        externalType: "script",
        shareStrategy: "version-first",
      },
    );
  });

  each("the whole remote, and one module of it in several places", async () => {
    const page = await open(
      remote(),
      app(version, {
        uses: [70, 71, 72],
        remoteModules: {
          70: { remote: 0, key: "./Button" },
          71: { remote: 0, key: "." },
          72: { remote: 0, key: "./Button" },
        },
      }),
    );
    assert.deepEqual(page.log, ["button + button + button"]);
    assert.equal(page.requests.filter((url) => url.endsWith("remoteEntry.js")).length, 1);
  });

  each("a container of webpack", async () => {
    const container = `var acme; acme = (() => {
      let shared;
      return {
        init(scope, visited) {
          if (shared && shared !== scope) throw Error("already initialized with a different share scope");
          shared = scope;
          scope.tool = { "1.0.0": { get: async () => () => ({ name: "tool" }), from: "acme", eager: false } };
          return 1;
        },
        get: async (key) => () => ({ name: key + " of webpack, " + Object.keys(shared) }),
      };
    })()`;
    const page = await open(
      { [remoteBase + "remoteEntry.js"]: container },
      app(version, { provides: [provide("lib", "1.2.0", 5, 50)] }),
    );
    assert.deepEqual(page.log, ["./Button of webpack, lib,tool"]);
  });

  const newerLib = remote({ provides: [provide("lib", "1.5.0", 2, 20)] });

  each("version-first: the highest version, also of a remote that is not used", async () => {
    const page = await open(newerLib, app(version, libOfBoth));
    assert.deepEqual(page.log, ["lib of acme"]);
  });

  each("loaded-first: no remote is asked", async () => {
    const page = await open(newerLib, app(version, { ...libOfBoth, strategy: "loadedFirst" }));
    assert.deepEqual(page.log, ["lib of shop"]);
    assert.deepEqual(page.requests, [base + "lib.js"]);
  });

  for (const strategy of ["versionFirst", "loadedFirst"]) {
    each(`${strategy}: a share of the host in a remote`, async () => {
      const page = await open(
        remote({ consumes: { 10: consume("lib", { flags: singleton }) } }),
        app(version, { strategy, provides: [provide("lib", "1.2.0", 5, 50, { flags: singleton })] }),
      );
      assert.deepEqual([page.log, page.warnings], [["button with lib of shop"], []]);
    });

    each(`${strategy}: a dead remote stops only those who import it`, async () => {
      const page = await open({}, app(version, { ...libOfBoth, strategy }));
      assert.deepEqual(page.log, ["lib of shop"]);
    });

    each(`${strategy}: a dead remote fails where it is executed, and works when it is back`, async () => {
      const shares = {
        ...libOfBoth,
        consumes: { 10: consume("lib", { flags: singleton, fallback: { group: 5, module: 50 } }) },
      };
      const page = await open({}, app(version, { ...shares, strategy, lazy: [70] }));
      assert.deepEqual(page.log, ["lib of shop"]);
      const { load } = page.global;
      for (let time = 0; time < 2; time++) {
        await assert.rejects(load(), (error) => {
          assert.match(error.message, /#?RUNTIME-008/);
          assert.equal(error.message.split('while loading "./Button" from acme').length, 2);
          return true;
        });
      }
      Object.assign(page.files, remote({ consumes: { 10: consume("lib", { flags: singleton }) } }));
      assert.equal((await load()).names, "button with lib of shop", "and shares again");
    });
  }

  each("version-first: a manifest that is missing does not stop the rest", async () => {
    const remotes = [
      script("dead", "https://dead.test/mf-manifest.json"),
      script("acme", remoteBase + "remoteEntry.js"),
    ];
    const page = await open(
      newerLib,
      app(version, { ...libOfBoth, uses: [10, 70], remotes, remoteModules: { 70: { remote: 1, key: "./Button" } } }),
    );
    assert.deepEqual(page.log, ["lib of acme + button"]);
    assert.match(page.warnings.join("\n"), /Initialization of sharing external failed: .*RUNTIME-003/);
  });

  each("a share that only a remote has", async () => {
    const page = await open(newerLib, app(version, { uses: [10], consumes: { 10: consume("lib") } }));
    assert.deepEqual(page.log, ["lib of acme"]);
  });

  each("import: false without a provider fails where it is executed, and recovers", async () => {
    const page = await open(remote(), app(version, { lazy: [10], consumes: { 10: consume("lib") } }));
    assert.deepEqual(page.log, ["button"]);
    const { load } = page.global;
    await assert.rejects(load(), {
      message:
        "[ Federation Runtime ]: Shared module lib doesn't exist in shared scope default\n" +
        "shop requires lib ^1.0.0 and has no copy of its own (import: false) #RUNTIME-012",
    });
    page.instance.registerShared({ lib: { version: "1.1.0", lib: () => ({ name: "late" }) } });
    assert.equal((await load()).names, "late");
  });

  each("an unsatisfying version: own copy, a singleton with a warning, a strict one with an error", async () => {
    const tables = (flags) => ({
      uses: [],
      lazy: [10],
      consumes: { 10: consume("lib", { flags, fallback: { group: 5, module: 50 } }) },
    });
    const other = remote({ provides: [provide("lib", "2.0.0", 2, 20)] });
    const own = await open(other, app(version, tables({})));
    assert.deepEqual([(await own.global.load()).names, own.warnings], ["lib of shop", []]);
    assert.deepEqual(Object.keys(own.instance.shareScopeMap.default.lib), ["2.0.0"], "the own copy is not published");
    const warned = await open(other, app(version, tables(singleton)));
    assert.equal((await warned.global.load()).names, "lib of acme");
    const message =
      "Version 2.0.0 from acme of shared singleton module lib " +
      "does not satisfy the requirement of shop which needs ^1.0.0)";
    assert.ok(
      warned.warnings.some((warning) => warning.includes(message)),
      warned.warnings,
    );
    const strict = await open(other, app(version, tables({ singleton: true, strictVersion: true })));
    await assert.rejects(strict.global.load(), (error) => error.message.includes(message));
  });

  each("import: false and an unsatisfying version: what is there with a warning, strict an error", async () => {
    const tables = (flags) => ({ uses: [], lazy: [10], consumes: { 10: consume("lib", { flags }) } });
    const other = remote({ provides: [provide("lib", "2.0.0", 2, 20)] });
    const message =
      "No satisfying version (^1.0.0) of shared module lib found in shared scope default.\n" +
      "Available versions: 2.0.0 from acme";
    const warned = await open(other, app(version, tables({})));
    assert.equal((await warned.global.load()).names, "lib of acme");
    assert.deepEqual(warned.warnings, [message]);
    const strict = await open(other, app(version, tables({ strictVersion: true })));
    await assert.rejects(strict.global.load(), (error) => error.message.includes(message));
    assert.deepEqual(strict.warnings, []);
  });

  each("a failed own copy is loaded again", async () => {
    const page = await open(
      { ...remote(), [base + "lib.js"]: undefined },
      app(version, { ...libOfBoth, uses: [70], lazy: [10] }),
    );
    await assert.rejects(page.global.load(), { name: "ChunkLoadError" });
    Object.assign(page.files, ownLib);
    assert.equal((await page.global.load()).names, "lib of shop");
  });

  each("eager shares: the page runs in the same tick", async () => {
    const flags = { eager: true, singleton: true };
    const eager = {
      uses: [10, 12],
      library: { page: { module: 1 } },
      groups: { 1: {} },
      consumes: {
        10: consume("lib", { flags, fallback: { group: 8, module: 80 } }),
        12: consume("tool", { flags, fallback: { group: 9, module: 90 } }),
      },
      provides: [provide("lib", "1.2.0", 8, 80, { flags }), provide("tool", "1.0.0", 9, 90, { flags })],
      entryModules: `80(module){ module.exports = { name: "eager lib" } },
        90(module, exports, require){ exports.name = "tool with " + require(10).name }`,
    };
    const page = await open(remote({ consumes: { 10: consume("lib", { flags: singleton }) } }), app(version, eager));
    assert.deepEqual(page.atOnce, ["eager lib + tool with eager lib"]);
    const { loaded, useIn, eager: isEager } = page.instance.shareScopeMap.default.lib["1.2.0"];
    assert.deepEqual([!!loaded, plain(useIn), isEager], [true, ["shop"], true]);
    assert.equal((await page.instance.loadRemote("acme/Button")).name, "button with eager lib");
    // The copy of a dead manifest's host is not asked for, and nothing is left unhandled.
    const dead = await open(
      {},
      app(version, { ...eager, remotes: [script("dead", "https://dead.test/mf-manifest.json")] }),
    );
    assert.deepEqual(dead.atOnce, ["eager lib + tool with eager lib"]);
  });

  each("an eager share that nobody has", async () => {
    const page = new Page({}, base);
    page.global.log = [];
    const source = app(version, {
      uses: [10],
      library: { page: { module: 1 } },
      consumes: { 10: consume("lib", { flags: { eager: true } }) },
    });
    assert.throws(() => page.run(source), /Shared module lib is not available for eager consumption by shop/);
  });

  each("runtime plugins", async () => {
    const plugins = `[{
      name: "spy",
      beforeInit(options) { log.push("beforeInit"); return options },
      errorLoadRemote({ id, from, lifecycle }) {
        log.push([id, from, lifecycle].join());
        if (lifecycle !== "onLoad") return;
        return id.endsWith("Button") ? () => ({ name: "factory instead" }) : { name: "module instead" };
      },
    }]`;
    const page = await open(
      {},
      app(version, {
        uses: [70, 71],
        strategy: "loadedFirst",
        remoteModules: { 70: { remote: 0, key: "./Button" }, 71: { remote: 0, key: "./Link" } },
        plugins,
      }),
    );
    assert.equal(page.log[0], "beforeInit");
    assert.ok(page.log.includes("acme/Button,build,onLoad"), page.log);
    assert.equal(page.log.at(-1), "factory instead + module instead");
  });

  each("a plugin that needs a shared module while it starts", async () => {
    const tables = { ...libOfBoth, remotes: [], plugins: "[{ name: require(10).name }]" };
    assert.throws(
      () =>
        new Page({}, base).run(app(version, tables).replace("900(module, exports)", "900(module, exports, require)")),
      /Shared module lib is not available for eager consumption by shop/,
    );
  });
}
