// One function sample of rollup: reads its `_config.js`, builds the sample as an exposed module, runs it and lets the
// configuration judge.

import assert from 'node:assert';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

import { Page } from '../../crates/mfbuild_testing/harness/dom.mjs';
import { build, describeErrors } from './build.mjs';
import { Reference } from './reference.mjs';

/** Options without effect on what a program does, or with a counterpart below. */
const NEUTRAL_OPTIONS = ['external', 'input', 'onLog', 'onwarn', 'output', 'perf', 'preserveEntrySignatures', 'strictDeprecations', 'treeshake', 'cache', 'watch', 'jsx'];
const NEUTRAL_OUTPUT = ['compact', 'exports', 'format', 'generatedCode', 'hoistTransitiveImports', 'inlineDynamicImports', 'interop', 'manualChunks', 'preserveModules', 'name', 'dynamicImportInCjs', 'validate', 'freeze', 'esModule', 'sourcemap', 'dir', 'file', 'globals', 'entryFileNames', 'chunkFileNames'];
/** Values of `interop` that are Node's rules or those of transpilers. */
const NODE_INTEROP = ['default', undefined];
const TRANSPILER_INTEROP = ['auto', 'compat'];
/** Errors of rollup that are about its options, output formats or interfaces. */
const FOREIGN_ERRORS = /^(PLUGIN_ERROR|INVALID_OPTION|INVALID_PLUGIN_HOOK|INVALID_EXPORT_OPTION|MISSING_OPTION|VALIDATION_ERROR|.*_HOOK|INVALID_TLA_FORMAT|MISSING_NAME_OPTION.*|UNKNOWN_.*|INVALID_CHUNK|INVALID_SETASSETSOURCE|ASSET_.*)$/;

class NotApplicable extends Error {}

/** Of rollup's own helpers, those with which samples judge a run. */
const JUDGING = {
  assertIncludes: (text, part) => assert.ok(text.includes(part), `${JSON.stringify(text)} should include ${JSON.stringify(part)}`),
  assertDoesNotInclude: (text, part) => assert.ok(!text.includes(part), `${JSON.stringify(text)} should not include ${JSON.stringify(part)}`),
};
/** Others make plugins. */
const HELPERS = new Proxy(JUDGING, { get: (helpers, name) => helpers[name] ?? stub() });

/** The configuration of a sample, as if its file lay in `root`. */
function readConfig(job, original) {
  const file = path.join(job.root, '_config.js');
  const source = fs.readFileSync(file, 'utf8');
  const near = createRequire(path.join(original, '_config.js'));
  const require = (request) => {
    try {
      return /testHelpers(\.js)?$/.test(request) ? HELPERS : near(request);
    } catch {
      // A package that is not installed: only plugins and checks of texts use one.
      return stub();
    }
  };
  const module = { exports: undefined };
  const define = (config) => (module.exports = config);
  const names = ['require', 'module', 'exports', '__filename', '__dirname', 'defineTest', 'defineRollupTest'];
  vm.compileFunction(source, names, { filename: file })(require, module, {}, file, job.root, define, define);
  return module.exports;
}

/** Anything that a missing package may be: every call and member is one, too. */
const stub = () => new Proxy(function missing() {}, {
  get: (target, name) => (name === 'prototype' ? target.prototype : name === Symbol.toPrimitive ? () => 'missing' : stub()),
  apply: stub,
  construct: stub,
});

function checkOptions({ options = {}, context, error, generateError }) {
  if (options.plugins !== undefined) throw new NotApplicable('plugins');
  for (const name of Object.keys(options)) {
    if (!NEUTRAL_OPTIONS.includes(name)) throw new NotApplicable(`option ${name}`);
  }
  if (Array.isArray(options.output)) throw new NotApplicable('several outputs');
  for (const name of Object.keys(options.output ?? {})) {
    if (!NEUTRAL_OUTPUT.includes(name)) throw new NotApplicable(`option output.${name}`);
  }
  if (typeof options.treeshake === 'object' && 'moduleSideEffects' in options.treeshake) throw new NotApplicable('option treeshake.moduleSideEffects');
  const code = (error ?? generateError)?.code;
  if (/plugins?(-json)? to import/.test(error?.message)) throw new NotApplicable('JSON and styles, which rollup leaves to plugins');
  if (context?.__filename || context?.document) throw new NotApplicable('import.meta.url of an output format');
  if (options.output?.dynamicImportInCjs === false) throw new NotApplicable('option output.dynamicImportInCjs');
  if (generateError) throw new NotApplicable(`error of generate(): ${code}`);
  if (code && FOREIGN_ERRORS.test(code)) throw new NotApplicable(`error ${code}`);
}

/** The entries of `input`: names to files relative to the root. */
function readInput(options, root) {
  const input = options.input ?? 'main.js';
  const list = typeof input === 'string' ? [input] : input;
  const pairs = Array.isArray(list) ? list.map((file) => [path.basename(file, path.extname(file)), file]) : Object.entries(list);
  if (pairs.length === 0) throw new NotApplicable('option input without entries');
  return pairs.map(([name, file]) => [name, path.relative(root, path.resolve(root, file))]);
}

/** Whether a sample looks at names of functions, which `keepNames` saves from the minifier. */
const readsNames = (root) =>
  fs.readdirSync(root).some((name) => /\.m?js$/.test(name) && fs.readFileSync(path.join(root, name), 'utf8').includes('.name'));

const REQUESTS = /\b(?:from|import)\s*\(?\s*(['"])(.*?)\1/g;

/** Requests that rollup leaves to `require`: those that `external` names, and all that are not relative. */
function externalsOf(root, entry, external) {
  const found = {};
  for (const name of fs.readdirSync(root, { recursive: true })) {
    const file = path.join(root, name);
    if (name === '_config.js' || !/\.m?js$/.test(name) || !fs.statSync(file).isFile()) continue;
    for (const [, , request] of fs.readFileSync(file, 'utf8').matchAll(REQUESTS)) {
      const isPath = /^(\.\.?(\/|$)|\/)/.test(request);
      const resolved = isPath ? path.resolve(path.dirname(file), request) : request;
      const isNamed = matches(external, request, file, false) || matches(external, resolved, file, true) || matches(external, `${resolved}.js`, file, true);
      if (!isNamed && isPath) continue;
      found[request] = `globalThis.__external(${JSON.stringify(isPath ? externalPath(entry, resolved, file, external) : request)})`;
    }
  }
  return found;
}

/** What rollup writes for an external file: its path from the folder of the entry. */
function externalPath(entry, resolved, importer, external) {
  const isAddressed = /\.m?js$/.test(resolved) || !fs.existsSync(`${resolved}.js`);
  const file = !isAddressed && matches(external, `${resolved}.js`, importer, true) ? `${resolved}.js` : resolved;
  const relative = path.relative(path.dirname(entry), file);
  return relative === '' ? '.' : relative.startsWith('.') ? relative : `./${relative}`;
}

function matches(external, id, importer, isResolved) {
  if (typeof external === 'function') return Boolean(external(id, importer, isResolved));
  return [external ?? []].flat().some((item) => (item instanceof RegExp ? item.test(id) : item === id));
}

/** The exports as rollup's `exports: 'auto'` gives them to `require`; `generatedCode.symbols` makes it tag them. */
function asCommonJs(namespace, { exports: mode = 'auto', generatedCode } = {}) {
  const hasTag = generatedCode?.symbols;
  const names = Object.keys(namespace).filter((name) => name !== '__esModule');
  if (mode !== 'named' && names.length === 1 && names[0] === 'default') return namespace.default;
  const exports = {};
  for (const name of names) Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => namespace[name] });
  if (hasTag && namespace[Symbol.toStringTag]) Object.defineProperty(exports, Symbol.toStringTag, { value: namespace[Symbol.toStringTag] });
  if (names.includes('default')) Object.defineProperty(exports, '__esModule', { value: true });
  return exports;
}

/** Gives the page of this process the globals of a sample. */
function prepare(job, config, original) {
  const near = createRequire(path.join(original, 'main.js'));
  globalThis.__external = (id) => (config.context?.require ?? near)(id);
  globalThis.assert = assert;
  for (const [key, value] of Object.entries(config.context ?? {})) {
    Object.defineProperty(globalThis, key, { value, writable: true, configurable: true, enumerable: true });
  }
}

/** The factory of the exposed entry. */
async function load(job, name, out) {
  const page = new Page(out, { isHere: true, reversed: job.minified });
  await page.loadScript(new URL('remoteEntry.js', page.base).href);
  if (page.errors.length > 0) throw page.errors[0];
  await globalThis.remote.init({});
  return globalThis.remote.get(`./${name}`);
}

/** Runs the entry; gives its exports or what it threw. */
async function execute(factory, config) {
  try {
    return { exports: asCommonJs(await factory(), config.options?.output) };
  } catch (error) {
    return { error };
  }
}

/** What the sample says of a run. */
async function judge(config, { exports, error }) {
  if (config.runtimeError) {
    if (error) return config.runtimeError(error);
  } else if (error) throw error;
  try {
    await config.exports?.(exports);
  } catch (failure) {
    if (!config.runtimeError) throw failure;
    return config.runtimeError(failure);
  }
  if (config.runtimeError && !config.exports) throw new Error('ran without the error that the sample expects');
}

async function runSample(job) {
  const original = path.join(job.checkout, 'test/function/samples', job.name);
  fs.cpSync(original, job.root, { recursive: true, verbatimSymlinks: true });
  const config = readConfig(job, original);
  if (config.skip) throw new NotApplicable('skipped by rollup');
  if (config.minNodeVersion > Number(process.versions.node.split('.')[0])) throw new NotApplicable('newer Node');
  checkOptions(config);
  await config.before?.();
  const options = config.options ?? {};
  const interop = options.output?.interop;
  if (![...NODE_INTEROP, ...TRANSPILER_INTEROP].includes(interop)) throw new NotApplicable('option output.interop');
  const input = readInput(options, job.root);
  process.chdir(job.root);
  const [[name, file]] = input.filter(([name], at) => (input.length === 1 ? at === 0 : name === 'main')).concat(input);
  const externals = externalsOf(job.root, path.resolve(job.root, file), options.external);
  let factory;
  if (job.isReference) {
    factory = () => new Reference(externals).import(path.resolve(job.root, /\.m?js$/.test(file) ? file : `${file}.js`));
  } else {
    const out = path.join(path.dirname(job.root), 'out');
    const errors = build({
      ...job,
      out,
      packageJson: { name: 'sample', version: '1.0.0', ...(NODE_INTEROP.includes(interop) ? { type: 'module' } : {}) },
      config: {
        name: 'remote',
        exposes: Object.fromEntries(input.map(([name, file]) => [`./${name}`, `./${file}`])),
        externals,
        allowUnexpanded: true,
        keepNames: job.minified && readsNames(job.root),
      },
    });
    if (errors.length > 0) {
      if (config.error) return;
      throw new Error(`refused: ${describeErrors(errors)}`);
    }
    factory = await load(job, name, out);
  }
  prepare(job, config, original);
  const outcome = await execute(factory, config);
  if (config.error) {
    if (!outcome.error) throw new Error(`is accepted; rollup says ${config.error.code}: ${config.error.message}`);
  } else {
    await judge(config, outcome);
  }
  await config.after?.();
}

process.on('unhandledRejection', () => {});
process.once('message', async (job) => {
  let outcome = { result: 'right' };
  try {
    await runSample(job);
  } catch (error) {
    if (error instanceof NotApplicable) outcome = { result: 'not applicable', reason: error.message };
    else outcome = { result: 'wrong', reason: process.env.SUITE_STACKS ? error?.stack : `${error?.name}: ${error?.message ?? error}` };
  }
  process.send(outcome, () => process.exit());
});
