// Compiled ranges, in Rust and in the JavaScript runtime, against `satisfy` of the published federation runtimes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as current from "@module-federation/runtime";
import { runExample } from "./support/examples.mjs";
import { published } from "./support/published.mjs";
import { generator, ranges, versions } from "./support/versions.mjs";

const source = readFileSync(new URL("../ranges.js", import.meta.url), "utf8");
const runtime = new Function(`${source}; return { satisfies, notAbove };`)();

const answers = (lines) =>
  runExample("compile_ranges", lines.join("\n") + "\n")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/** Compares both of our sides with a published `satisfy` for every pair. */
function compare(satisfy, pairs) {
  const compiled = answers(pairs.map(([, range]) => range));
  const inRust = answers(pairs.map(([version, range]) => `${version}\t${range}`));
  const different = pairs.flatMap(([version, range], index) => {
    const expected = satisfy(version, range);
    const actual = [inRust[index], runtime.satisfies(version, compiled[index])];
    return actual.every((answer) => answer === expected)
      ? []
      : [{ version, range, expected, actual, compiled: compiled[index] }];
  });
  assert.deepEqual(different.slice(0, 20), []);
}

const grid = versions.flatMap((version) => ranges.map((range) => [version, range]));

const generated = (seed, count) => {
  const { version, range } = generator(seed);
  return Array.from({ length: count }, () => [version(), range()]);
};

for (const [name, { satisfy }] of Object.entries(published)) {
  test(`the grid agrees with runtime ${name}`, () => {
    assert.ok(grid.length >= 855);
    compare(satisfy, grid);
  });

  test(`generated pairs agree with runtime ${name}`, () => compare(satisfy, generated(20260, 8000)));
}

test("the order of versions is that of the runtime", () => {
  // The published function is private: pad numbers as it does and ask `satisfy`.
  const pad = (version) =>
    Number.isNaN(Number(version)) ? version : version + ".0".repeat(Math.max(0, 3 - version.split(".").length));
  const { version } = generator(7);
  // Keys with wildcards are ranges to the published function; nothing can be provided under such a version.
  const usable = (text) => !/[x*]/i.test(text.replace(/[-+].*/, "")) && text.trim() === text;
  const random = Array.from({ length: 3000 }, () => [version(), version()]);
  const pairs = [...versions.flatMap((left) => versions.map((right) => [left, right])), ...random].filter((pair) =>
    pair.every(usable),
  );
  const inRust = answers(pairs.map(([left, right]) => `${left}\t${right}\torder`));
  pairs.forEach(([left, right], index) => {
    const expected = current.satisfy(pad(left), `<=${pad(right)}`);
    assert.deepEqual([inRust[index], runtime.notAbove(left, right)], [expected, expected], `${left} ≤ ${right}`);
  });
});
