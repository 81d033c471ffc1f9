// Runs the Rust examples of this crate: the assembled entry and the compiled ranges come from the real code.
// MFBUILD_COMPILE_RANGES and MFBUILD_ENTRY_SOURCE name built binaries; without them cargo builds the examples.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const crate = fileURLToPath(new URL("../../..", import.meta.url));
const variables = { compile_ranges: "MFBUILD_COMPILE_RANGES", entry_source: "MFBUILD_ENTRY_SOURCE" };
const built = {};
const printed = new Map();

function build(name) {
  const args = ["build", "--quiet", "--package", "mfbuild_federation", "--example", name, "--message-format=json"];
  const output = execFileSync("cargo", args, { cwd: crate, encoding: "utf8", maxBuffer: 1 << 28 });
  const messages = output
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return messages.find((message) => message.executable && message.target.name === name).executable;
}

/** Runs an example with that standard input and returns what it prints. */
export function runExample(name, input) {
  built[name] ??= process.env[variables[name]] || build(name);
  const key = name + input;
  if (!printed.has(key)) {
    printed.set(key, execFileSync(built[name], { input, encoding: "utf8", maxBuffer: 1 << 28 }));
  }
  return printed.get(key);
}
