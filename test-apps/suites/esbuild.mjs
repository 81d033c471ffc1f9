// Runs the programs of esbuild's end-to-end tests with mfbuild in place of esbuild.
//
//   node test-apps/suites/esbuild.mjs CHECKOUT --binary PATH [--minified] [--only TEXT] [--jobs N] [--out FILE] [--keep]
//
// CHECKOUT is a checkout of esbuild with `scripts/end-to-end-tests.js`; nothing of it is executed but that file, whose
// functions `test`, `testStdout` … are replaced by functions that record their arguments. Each test becomes a package of
// its own: its files, and a `mfbuild.config.json` that says what the flags of the test say. The entry points are exposed
// modules; the build is loaded as a host loads a remote, in a Node process per test, and must end without an error.
// A file `node.js` of the test runs in that process too, and what it imports from the output is the exposed module.
//
// Built and executed are tests whose flags have a counterpart. Flags that only choose how esbuild writes the same
// program (`--target=es6`, `--supported:…`, `--log-level`, `--format`, `--minify`) do not change the package; a test that
// differs from an earlier one in nothing else is counted as a repetition. With `--minified` all programs are built
// minified, with `keepNames` unless esbuild itself minifies the test without `--keep-names`.
//
// `--out` writes one JSON line per test that goes wrong. `--keep` leaves the packages on disk.

import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import vm from 'node:vm';

const BUILD_MILLISECONDS = 60_000;
const RUN_MILLISECONDS = 10_000;
/** How long a program may go on behind its end; loaders keep their timers for longer. */
const SETTLE_MILLISECONDS = 30;

// ---------------------------------------------------------------- reading the suite

/** All tests of the suite, in order: `{ kind, args, files, options }`. */
function readTests(checkout) {
  const file = path.join(checkout, 'scripts', 'end-to-end-tests.js');
  const tests = [];
  const recorders = {
    test: (args, files, options = {}) => tests.push({ kind: 'test', args, files, options }),
    testStdout: (_input, args) => tests.push({ kind: 'testStdout', args }),
    testWatch: ({ args = [] }) => tests.push({ kind: 'testWatch', args }),
    testWatchStdout: () => tests.push({ kind: 'testWatchStdout', args: [] }),
    main: () => {},
  };
  const esbuild = { buildBinary: () => 'esbuild', dirname: checkout, removeRecursiveSync() {}, writeFileAtomic() {} };
  const require = createRequire(file);
  // Function declarations of the file are variables: assignments in its first line replace them before a test is made.
  const replaced = Object.keys(recorders).map((name) => `${name} = recorders.${name};`).join(' ');
  const source = `(function (require, recorders) { ${replaced} ${fs.readFileSync(file, 'utf8')}\n})`;
  const log = console.log;
  console.log = () => {};
  try {
    vm.runInThisContext(source, { filename: file })((name) => (name === './esbuild.js' ? esbuild : require(name)), recorders);
  } finally {
    console.log = log;
  }
  return tests.map((test, number) => ({ ...test, number }));
}

// ---------------------------------------------------------------- flags

/** Flags that change how esbuild writes a program, and not which program it is. */
const WITHOUT_EFFECT = [
  /^--bundle$/, /^--format=/, /^--log-level=/, /^--log-override:/, /^--supported:/, /^--splitting$/, /^--sourcemap$/,
  /^--minify(-syntax|-identifiers|-whitespace)?$/, /^--keep-names$/, /^--outfile=/, /^--outdir=/, /^--target=/,
  /^--platform=/, /^--packages=bundle$/,
];

/** Flags without a counterpart, and the reason that is printed. */
const WITHOUT_COUNTERPART = [
  [/^--(mangle-props|mangle-cache)/, 'option mangle-props'],
  [/^--global-name/, 'option global-name'],
  [/^--inject/, 'option inject'],
  [/^--preserve-symlinks/, 'option preserve-symlinks'],
  [/^--(banner|footer)/, 'option banner or footer'],
  [/^--(entry-names|chunk-names|outbase)/, 'names of output files'],
  [/^--(metafile|analyze|invalid-flag|abs-paths)/, 'metafile, analysis or messages of the command line'],
  [/^--loader:.*=(binary|local-css|global-css|base64|file|copy)$/, 'a loader that mfbuild does not have'],
  [/^--packages=external/, 'option packages=external'],
  [/^--external:.*\*/, 'patterns in option external'],
  [/^'/, 'messages of the command line'],
];

const EXTENSIONS = ['.tsx', '.ts', '.jsx', '.js', '.css', '.json'];

const LOADERS = new Set(['css', 'dataurl', 'empty', 'js', 'json', 'text', 'ts', 'tsx']);

/** The expression for a module that Node loads when the program runs. */
const loadedByNode = (request) => `globalThis.requireOfTest(${JSON.stringify(request)})`;

/** One flag as members of `mfbuild.config.json`; false if the flag is unknown. */
function readFlag(flag, config) {
  const [, name, rest] = /^--([\w-]+)[:=]?(.*)$/s.exec(flag) ?? [];
  const [key, value] = [rest?.slice(0, rest.indexOf('=')), rest?.slice(rest.indexOf('=') + 1)];
  const put = (member, key, value) => ((config[member] ??= {})[key] = value);
  if (name === 'define') put('define', key, value);
  else if (name === 'alias') put('alias', key, value);
  else if (name === 'external') put('externals', rest, loadedByNode(rest));
  else if (name === 'loader' && LOADERS.has(value)) put('loaders', key, value);
  else if (name === 'conditions') put('resolve', 'conditions', ['browser', ...rest.split(',').filter(Boolean)]);
  else if (name === 'main-fields') put('resolve', 'mainFields', rest.split(','));
  else if (name === 'resolve-extensions') put('resolve', 'extensions', rest.split(','));
  else return WITHOUT_EFFECT.some((pattern) => pattern.test(flag));
  return true;
}

/** What the platform decides. Imports of a test without `--bundle` are resolved by Node. */
function readPlatform(args, config, files) {
  // esbuild's own list; style sheets are not among the extensions that mfbuild tries.
  if (Object.keys(files).some((file) => file.endsWith('.css'))) config.resolve = { extensions: EXTENSIONS, ...config.resolve };
  const platform = args.find((arg) => arg.startsWith('--platform='))?.slice('--platform='.length);
  if (platform === 'neutral') config.resolve = { conditions: [], mainFields: ['main'], ...config.resolve };
  if (platform !== 'node' && args.includes('--bundle')) return;
  const conditions = args.includes('--bundle') ? ['node', 'module'] : ['node'];
  config.resolve = { conditions, mainFields: ['main', 'module'], ...config.resolve };
  const builtins = builtinModules.flatMap((name) => [name, `node:${name}`]).map((name) => [name, loadedByNode(name)]);
  config.externals = { ...Object.fromEntries(builtins), ...config.externals };
}

/** The entry points: `{ input, output }`, paths from the root of the package. */
function readEntries({ args, files }) {
  const option = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const inputs = args.filter((arg) => !arg.startsWith('-')).flatMap((arg) => expand(arg, files));
  if (option('outfile')) return inputs.map((input) => ({ input, output: path.posix.normalize(option('outfile')) }));
  const folders = inputs.map((input) => path.posix.dirname(input));
  const base = folders.every((folder) => folder === folders[0]) ? (folders[0] ?? '.') : '.';
  return inputs.map((input) => {
    const [named, source] = input.includes('=') ? input.split('=') : [undefined, input];
    const stem = named ?? path.posix.relative(base, source).replace(/\.\w+$/, '');
    return { input: source, output: path.posix.join(option('outdir') ?? '.', `${stem}.js`) };
  });
}

/** `./src/*.js` → the files that it names. */
function expand(entry, files) {
  if (!entry.includes('*')) return [path.posix.normalize(entry)];
  const pattern = path.posix.normalize(entry).split('*').map((part) => part.replace(/[.\\^$+?()[\]{}|]/g, '\\$&'));
  return Object.keys(files).filter((file) => new RegExp(`^${pattern.join('[^/]*')}$`).test(file));
}

/** Why a test is not applicable, by what its files check; undefined if it is. */
function exemptionByFiles(args, files, minified) {
  const texts = JSON.stringify(files);
  const minifies = args.some((arg) => arg.startsWith('--minify') && arg !== '--minify-syntax');
  if (/Cannot read from private field/.test(texts)) return 'messages of errors that lowered syntax throws';
  if (/@__PURE__/.test(texts) && !args.includes('--bundle') && !minifies) return 'annotated calls that esbuild drops only when bundling';
  if (minifies && !args.includes('--keep-names') && !args.includes('--bundle') && /\.name [!=]== '/.test(texts)) {
    if (/\.name !== '/.test(texts)) return 'without --bundle esbuild renames nothing at the top level';
    if (!minified) return 'the test is about minified names';
  }
  // The code of an ES module is strict (ECMA-262 11.2.2); esbuild writes it into a sloppy script.
  if (/this \}\)\(\)/.test(texts) && args.some((arg) => arg.startsWith('--external'))) return 'format=cjs runs ES modules in sloppy mode';
  return undefined;
}

/** Why a test is not applicable; undefined if it is. */
function exemption({ kind, args, files, options }, minified) {
  if (kind !== 'test') return kind === 'testStdout' ? 'exact text of the output' : 'watch mode of the command line';
  const flag = WITHOUT_COUNTERPART.find(([pattern]) => args.some((arg) => pattern.test(arg)));
  if (flag) return flag[1];
  const byFiles = exemptionByFiles(args, files, minified);
  if (byFiles) return byFiles;
  if (/!e\.stack\.includes\('at __/.test(JSON.stringify(files))) return 'names of esbuild\'s own functions in stacks';
  if (/'foo_foo'/.test(JSON.stringify(files))) return 'names that esbuild gives to classes of css modules';
  const runner = files['node.js'] ?? '';
  if (/readFile/.test(runner)) return 'exact text of the output';
  if (/require is not defined/.test(runner)) return 'format=esm with a `require` that is left to Node';
  if (/confuseNode|'util-ex'|await import\('.\/out.cjs'\)/.test(runner)) return 'what Node reads out of the text of CommonJS output';
  if (String(options.expectedStderr ?? '').includes('[ERROR]')) return 'texts of errors';
  return undefined;
}

/** A test as a package and a job, or as the reason why it is none. */
function plan(test, minified) {
  const reason = exemption(test, minified);
  if (reason) return { ...test, reason };
  const { args, files, options } = test;
  const config = {};
  const unknown = args.filter((arg) => arg.startsWith('-') && !readFlag(arg, config));
  if (unknown.length > 0) return { ...test, reason: `option ${unknown[0].replace(/[:=].*/s, '')}` };
  readPlatform(args, config, files);
  const minifies = args.some((arg) => arg.startsWith('--minify') && arg !== '--minify-syntax');
  config.keepNames = !minifies || args.includes('--keep-names');
  const entries = readEntries(test);
  if (entries.length === 0) return { ...test, reason: 'no entry point' };
  const format = /--format=(\w+)/.exec(args.join(' '))?.[1] ?? 'cjs';
  const job = { entries, format, runner: 'node.js' in files ? 'node.js' : undefined, isAsync: options.async === true };
  return { ...test, config, job };
}

/** Marks tests that are the same package and job as an earlier one. */
function markRepetitions(plans) {
  const seen = new Set();
  for (const plan of plans.filter((plan) => !plan.reason)) {
    const { files, config, job } = plan;
    const key = JSON.stringify([files, config, { ...job, format: job.runner && job.format }]);
    if (seen.has(key)) plan.reason = 'the program of an earlier test, in another form of output';
    seen.add(key);
  }
}

// ---------------------------------------------------------------- building

/** Writes the files of a test. */
function writePackage(root, { files, config, job }) {
  const write = (name, content) => {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    if (content.symlink) fs.symlinkSync(content.symlink.replace('TEST_DIR_ABS_PATH', root), file);
    else fs.writeFileSync(file, content);
  };
  const exposes = Object.fromEntries(job.entries.map(({ input }, at) => [`./e${at}`, `./${input}`]));
  const all = { name: 'remote', exposes, mode: 'production', allowUnexpanded: true, sourcemap: false, ...config };
  if (!('package.json' in files)) write('package.json', '{ "name": "test", "version": "1.0.0" }');
  for (const [name, content] of Object.entries(files)) write(name, content);
  write('mfbuild.config.json', JSON.stringify(all));
}

/** `{ code, text }` of a process; `code` is null when it was ended. */
function run(command, args, options) {
  return new Promise((resolve) => {
    execFile(command, args, { maxBuffer: 1 << 26, ...options }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : null) : 0;
      resolve({ code, text: `${stdout}${stderr}` });
    });
  });
}

/** `right`, or why the test goes wrong. */
async function attempt(plan, root, { binary, minified }) {
  writePackage(root, plan);
  const args = ['build', root, '--module-federation', '--verify', minified ? '--minify' : '--no-minify'];
  const build = await run(binary, args, { timeout: BUILD_MILLISECONDS, cwd: root });
  if (build.code !== 0) return { verdict: 'is not built', text: build.text };
  const job = JSON.stringify({ ...plan.job, root, out: path.join(root, 'dist') });
  const node = ['--experimental-vm-modules', '--no-warnings', fileURLToPath(import.meta.url), '--execute', job];
  const result = await run(process.execPath, node, { timeout: RUN_MILLISECONDS, cwd: root });
  if (result.code === 0 && result.text.includes(FINISHED)) return { verdict: 'right' };
  return { verdict: result.code === null ? 'hangs' : 'fails', text: result.text };
}

// ---------------------------------------------------------------- executing (in a process per test)

const FINISHED = 'the test has finished';

/** A page with a head into which scripts are put. */
function makePage(out) {
  const base = 'http://remote.test/';
  const elements = [];
  const load = (element) => {
    if (element.tagName !== 'SCRIPT') return element.finish('load');
    const file = path.join(out, decodeURIComponent(new URL(element.src).pathname));
    if (!fs.existsSync(file)) return element.finish('error');
    document.currentScript = element;
    const importModuleDynamically = (request) => import(request);
    vm.runInThisContext(fs.readFileSync(file, 'utf8'), { filename: file, importModuleDynamically });
    document.currentScript = null;
    return element.finish('load');
  };
  const makeElement = (name) => {
    const attributes = {};
    const listeners = [];
    return Object.assign(Object.create(null), {
      tagName: name.toUpperCase(), attributes, style: {}, dataset: {},
      getAttribute: (key) => attributes[key] ?? null,
      setAttribute: (key, value) => (attributes[key] = value),
      addEventListener: (type, listener) => listeners.push([type, listener]),
      remove: () => {},
      finish(type) {
        this[`on${type}`]?.({ type, target: this });
        for (const [of, listener] of listeners) if (of === type) listener.call(this, { type, target: this });
      },
    });
  };
  const insert = (element) => {
    elements.push(element);
    setImmediate(load, element);
    return element;
  };
  const head = { append: insert, appendChild: insert, insertBefore: insert };
  const document = {
    head, body: head, currentScript: null, baseURI: base,
    createElement: makeElement,
    getElementsByTagName: (name) => elements.filter((element) => element.tagName === name.toUpperCase()),
    querySelector: () => null,
    querySelectorAll: () => [],
  };
  const loadScript = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement('script');
      Object.assign(script, { src: new URL(name, base).href, onload: resolve, onerror: () => reject(new Error(name)) });
      insert(script);
    });
  Object.assign(globalThis, { self: globalThis, document, location: new URL(base) });
  return loadScript;
}

/** Exposed modules by the paths of the files that esbuild would have written. */
class Outputs {
  constructor(root, factories) {
    this.root = root;
    this.factories = factories;
  }

  /** The factory behind a request, with or without the extension. */
  find(directory, request) {
    if (!request.startsWith('.')) return undefined;
    const name = path.relative(this.root, path.resolve(directory, request));
    return [name, `${name}.js`, path.join(name, 'index.js')].map((file) => this.factories.get(file)).find(Boolean);
  }

  require(file) {
    const require = createRequire(file);
    return (request) => {
      const factory = this.find(path.dirname(file), request);
      return factory ? asCommonJs(factory()) : require(request);
    };
  }

  /** The module that an `import` of a request stands for. */
  async import(directory, request) {
    const factory = this.find(directory, request);
    if (!factory) return makeModule(await import(request));
    const exports = await factory();
    // Of an object that is no namespace the names are imports, too, as of CommonJS in Node.
    return makeModule(isNamespace(exports) ? exports : { ...exports, default: exports });
  }
}

const isNamespace = (exports) =>
  Boolean(exports && (exports.__esModule || exports[Symbol.toStringTag] === 'Module' || Object.getPrototypeOf(exports) === null));

/** What `--format=cjs` adds to the exports of an ES module. */
function asCommonJs(exports) {
  if (!isNamespace(exports) || exports.__esModule) return exports;
  const names = Object.keys(exports).map((name) => [name, { get: () => exports[name], enumerable: true }]);
  return Object.defineProperties({}, Object.fromEntries([['__esModule', { value: true }], ...names]));
}

function makeModule(exports) {
  const names = Object.keys(exports);
  return new vm.SyntheticModule(names, function () {
    for (const name of names) this.setExport(name, exports[name]);
  });
}

/** Runs the file `node.js` of a test; gives its exports. */
async function runRunner(file, outputs) {
  const source = fs.readFileSync(file, 'utf8');
  const directory = path.dirname(file);
  const settle = async (module) => {
    if (module.status === 'unlinked') await module.link((request) => outputs.import(directory, request));
    await module.evaluate();
    return module;
  };
  const importModuleDynamically = async (request) => settle(await outputs.import(directory, request));
  if (/^\s*(import|export)\s/m.test(source)) {
    const initializeImportMeta = (meta) => (meta.url = `file://${file}`);
    const module = new vm.SourceTextModule(source, { identifier: file, initializeImportMeta, importModuleDynamically });
    return (await settle(module)).namespace;
  }
  const names = ['exports', 'require', 'module', '__filename', '__dirname'];
  const run = vm.compileFunction(source, names, { filename: file, importModuleDynamically });
  const module = { exports: {} };
  run.call(module.exports, module.exports, outputs.require(file), module, file, directory);
  return module.exports;
}

/** Loads a build as a host does and runs the program of the test. */
async function execute({ root, out, entries, runner, isAsync }) {
  globalThis.requireOfTest = createRequire(path.join(root, 'node.js'));
  await makePage(out)('remoteEntry.js');
  const container = globalThis.remote;
  await container.init({});
  const factories = new Map();
  for (const [at, { output }] of entries.entries()) factories.set(output, await container.get(`./e${at}`));
  const outputs = new Outputs(root, factories);
  const first = factories.get('node.js') ?? factories.get(entries[0].output);
  const exports = runner ? await runRunner(path.join(root, runner), outputs) : await first();
  if (!isAsync) return;
  if (!(exports?.async instanceof Function)) throw new Error('Expected async instanceof Function');
  await exports.async();
}

// ---------------------------------------------------------------- the whole run

const describeError = (error) => (error instanceof Error ? error.stack : `thrown: ${String(error)}`);

async function runJob(text) {
  process.on('unhandledRejection', (error) => {
    console.error(describeError(error));
    process.exit(1);
  });
  try {
    await execute(JSON.parse(text));
  } catch (error) {
    console.error(describeError(error));
    process.exit(1);
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MILLISECONDS));
  console.log(FINISHED);
  process.exit(0);
}

function count(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

async function runSuite(checkout, flags) {
  const options = { ...flags, binary: path.resolve(flags.binary) };
  const plans = readTests(path.resolve(checkout)).map((test) => plan(test, flags.minified));
  markRepetitions(plans);
  const isChosen = ({ number, args, files }) =>
    !flags.only || (/^\d+$/.test(flags.only) ? Number(flags.only) === number : JSON.stringify([args, files]).includes(flags.only));
  const chosen = plans.filter((plan) => !plan.reason && isChosen(plan));
  const temporary = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'mfbuild-esbuild-')));
  const waiting = [...chosen];
  const work = async () => {
    for (let plan = waiting.shift(); plan; plan = waiting.shift()) {
      const root = path.join(temporary, String(plan.number));
      plan.result = await attempt(plan, root, options).catch((error) => ({ verdict: 'adapter', text: describeError(error) }));
      if (!flags.keep) fs.rmSync(root, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: Number(flags.jobs) }, work));
  if (flags.keep) console.log(`packages: ${temporary}`);
  else fs.rmSync(temporary, { recursive: true, force: true });

  const wrong = chosen.filter((plan) => plan.result.verdict !== 'right');
  const lines = wrong.map(({ number, args, files, result }) => JSON.stringify({ number, args, files, ...result }));
  if (flags.out) fs.writeFileSync(flags.out, lines.map((line) => `${line}\n`).join(''));
  const rows = [
    ['applicable', chosen.length], ['right', chosen.length - wrong.length], ['wrong', wrong.length],
    ...count(wrong.map((plan) => `  ${plan.result.verdict}`)),
    ['not applicable', plans.filter((plan) => plan.reason).length],
    ...count(plans.filter((plan) => plan.reason).map((plan) => `  ${plan.reason}`)),
  ];
  console.log(`${flags.minified ? 'minified' : 'readable'}, ${plans.length} tests`);
  for (const [name, number] of rows) console.log(`${String(number).padStart(6)}  ${name}`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    binary: { type: 'string' },
    minified: { type: 'boolean', default: false },
    only: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    out: { type: 'string' },
    keep: { type: 'boolean', default: false },
    execute: { type: 'string' },
  },
});

if (flags.execute) await runJob(flags.execute);
else if (positionals.length !== 1 || !flags.binary) {
  console.error('usage: node esbuild.mjs CHECKOUT --binary PATH [--minified] [--only TEXT] [--jobs N] [--out FILE] [--keep]');
  process.exitCode = 2;
} else await runSuite(positionals[0], flags);
