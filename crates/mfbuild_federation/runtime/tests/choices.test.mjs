// Which copy of a shared module a container takes: random builds and share scopes, beside the published runtimes.
// MFBUILD_SHARE_CHOICES is the number of shared packages that are compared with each runtime, MFBUILD_SHARE_SEED where
// the random numbers start.

import assert from "node:assert/strict";
import test from "node:test";
import { entry, entryWithRuntime, Page, plain, runtimeVersions } from "./support/page.mjs";
import { published } from "./support/published.mjs";
import { describeBuild, instantiate, perBuild } from "./support/share_configurations.mjs";

const count = Number(process.env.MFBUILD_SHARE_CHOICES ?? 400);
const firstSeed = Number(process.env.MFBUILD_SHARE_SEED ?? 1);

/** What a runtime keeps of each entry: the choices of later consume modules depend on it. */
const states = (scopes) =>
  Object.entries(scopes).flatMap(([name, scope]) =>
    Object.entries(scope).flatMap(([key, versions]) =>
      Object.entries(versions)
        // Entries of webpack core have no version, and the runtime adds one of that name.
        .filter(([version]) => version !== "undefined")
        .map(([version, { loaded, lib }]) => [name, key, version, !!loaded, typeof lib]),
    ),
  );

/** Runs an action and counts what it writes to `console.warn`. */
const counted = async (warnings, action) => {
  const before = warnings.length;
  let result;
  try {
    result = await action();
  } catch (error) {
    result = { failed: error };
  }
  return { result, warned: warnings.length - before };
};

/**
 * What a consume module gets from the runtime. Where that has nothing: the own copy, what is there with a warning (as
 * webpack does it for `import: false`), or an error.
 */
async function choice(instance, { key, scopes, shareConfig, ownCopy }, warnings) {
  const load = (shareConfig) => () => instance.loadShare(key, { customShareInfo: { scope: scopes, shareConfig } });
  let { result, warned } = await counted(warnings, load(shareConfig));
  if (result === false && !ownCopy && !shareConfig.strictVersion) {
    ({ result } = await counted(warnings, load({ ...shareConfig, requiredVersion: false })));
    warned += result !== false;
  }
  if (result === false) return { value: ownCopy || "error", warned };
  return { value: typeof result === "function" ? result() : "error", warned };
}

/** The runtime behind the bundler runtime of webpack and Rspack: what a consume module gets. */
async function choicesOfRuntime({ ModuleFederation }, build) {
  const scopes = instantiate(build);
  const warnings = [];
  const { warn } = console;
  console.warn = (...values) => warnings.push(values.join(" "));
  try {
    const instance = new ModuleFederation({
      name: "acme",
      remotes: [],
      shared: build.sharedOptions(),
      shareStrategy: build.strategy,
    });
    for (const name of build.scopeNames) instance.initShareScopeMap(name, scopes[name]);
    for (const name of build.scopeNames) {
      await Promise.all(
        instance.initializeSharing(name, { strategy: build.strategy, initScope: [], from: "build" }),
      );
    }
    const choices = [];
    for (const consume of build.consumes) choices.push(await choice(instance, consume, warnings));
    return { choices, states: states(scopes) };
  } finally {
    console.warn = warn;
  }
}

/** The same by an entry of ours. */
async function choicesOfEntry(entryText, build) {
  const scopes = instantiate(build);
  const page = new Page();
  page.run(entryText);
  const { init, get } = page.global.acme;
  await init(scopes[build.scopeNames[0]], [], { shareScopeKeys: build.scopeNames, shareScopeMap: scopes });
  const choices = [];
  for (const { expose } of build.consumes) {
    const { result, warned } = await counted(page.warnings, async () => (await get(expose))());
    choices.push({ value: typeof result === "string" ? result : "error", error: result.failed, warned });
  }
  return { choices, states: plain(states(scopes)) };
}

async function compare(version, makeEntry) {
  for (let seed = firstSeed, left = count; left > 0; seed++, left -= perBuild) {
    const build = describeBuild(seed);
    const theirs = await choicesOfRuntime(published[version], build);
    const ours = await choicesOfEntry(makeEntry(build.tables), build);
    build.consumes.forEach((consume, index) => {
      const { error, ...found } = ours.choices[index];
      const note = () => JSON.stringify({ seed, error: error?.message, consume, ...build.readable(consume) });
      assert.deepEqual(found, theirs.choices[index], note());
    });
    assert.deepEqual(ours.states, plain(theirs.states), `seed ${seed}`);
  }
}

for (const version of runtimeVersions) {
  test(`built-in rules choose as runtime ${version}`, () => compare(version, entry));
  test(`a runtime of the project chooses as runtime ${version}`, () =>
    compare(version, (tables) => entryWithRuntime(version, tables)));
}
