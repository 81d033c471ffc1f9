// One case of webpack: builds its containers and its entry, loads them into a page, and runs the tests of the entry.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { Page } from '../../crates/mfbuild_testing/harness/dom.mjs';
import { build, describeErrors } from './build.mjs';
import { Tests } from './expect.mjs';
import { NotApplicable, readConfig, readConfigs } from './webpack_config.mjs';

const near = createRequire(import.meta.url);

/** webpack's stand-in for SystemJS, as far as containers ask it. */
class System {
  #values = new Map();
  init() {}
  setRequire() {}
  execute() {}
  set(name, value) {
    this.#values.set(name, value);
  }
  get(name) {
    return this.#values.get(name);
  }
}

/** webpack emits what it can in spite of errors; requests that it does not resolve lead to files that throw. */
function addMissing(directory) {
  const errors = path.join(directory, '__snapshots__/errors.snap');
  if (!fs.existsSync(errors)) return;
  for (const [, request] of fs.readFileSync(errors, 'utf8').matchAll(/Can't resolve '([^'.][^']*)'/g)) {
    fs.writeFileSync(path.join(directory, 'node_modules', `${request}.js`), `throw new Error("Cannot find module '${request}'");\n`);
  }
}

/** All that a case needs, in a tree like webpack's. */
class Case {
  #builds = new Map();
  #loaded = new Map();

  constructor(job) {
    this.job = job;
    this.top = job.root;
    this.out = path.join(path.dirname(job.root), 'out');
    this.page = new Page(this.out, { isHere: true, reversed: job.minified });
    this.system = new System();
  }

  /** Copies `topic/name` beside webpack's helpers. */
  copy(name) {
    const source = path.join(this.job.checkout, 'test/configCases', name);
    const target = path.join(this.top, 'test/configCases', name);
    if (fs.existsSync(target)) return target;
    fs.cpSync(source, target, { recursive: true, verbatimSymlinks: true });
    const helper = 'test/helpers/expectWarningFactory.js';
    fs.cpSync(path.join(this.job.checkout, helper), path.join(this.top, helper));
    addMissing(target);
    const runtime = path.join(this.top, 'node_modules/@module-federation');
    if (fs.existsSync(this.job.runtime) && !fs.existsSync(runtime)) {
      fs.mkdirSync(path.dirname(runtime), { recursive: true });
      fs.symlinkSync(path.join(this.job.runtime, '@module-federation'), runtime);
    }
    return target;
  }

  /** Reads the configurations of a case and registers its containers. */
  read(name) {
    const directory = this.copy(name);
    const configs = readConfigs(directory);
    return configs.map((config, at) => {
      const root = config.context ? path.resolve(directory, config.context) : directory;
      const manifest = path.join(root, 'package.json');
      const packageName = fs.existsSync(manifest) ? JSON.parse(fs.readFileSync(manifest, 'utf8')).name : undefined;
      const builds = readConfig(config, at, { name, packageName });
      for (const one of [builds.entry, ...builds.containers]) this.#builds.set(path.posix.join(name, one.file), { ...one, name, root });
      return { ...builds, config };
    });
  }

  /** Builds what lies at `file` (`container/circular/container.js`), once. */
  make(file) {
    const one = this.#builds.get(file);
    if (!one) return;
    if (one.isBuilt) return one;
    one.isBuilt = true;
    const manifest = path.join(one.root, 'package.json');
    const packageJson = fs.existsSync(manifest) ? JSON.parse(fs.readFileSync(manifest, 'utf8')) : { name: 'webpack-case' };
    packageJson.name ??= 'webpack-case';
    if (Object.keys(one.config.remotes).length > 0) (packageJson.dependencies ??= {})['@module-federation/runtime'] ??= '*';
    const errors = build({
      ...this.job,
      root: one.root,
      out: path.join(this.out, file.replace(/\.m?js$/, '')),
      packageJson,
      config: one.config,
    });
    if (errors.length > 0) throw new Error(`refused: ${describeErrors(errors)}`);
    return one;
  }

  /** The container at a file, as `require` of it gives it: one object for a file. */
  load(file) {
    if (!this.#loaded.has(file)) this.#loaded.set(file, this.#loadEntry(file));
    return this.#loaded.get(file);
  }

  async #loadEntry(file) {
    const one = this.make(file);
    if (!one) throw Object.assign(new Error(`ENOENT: no such file ${file}`), { code: 'ENOENT' });
    const url = new URL(`${file.replace(/\.m?js$/, '')}/remoteEntry.js`, this.page.base);
    if (one.isModule) return this.page.importModule(url.href);
    await this.page.loadScript(url.href);
    if (this.page.errors.length > 0) throw this.page.errors[0];
    return globalThis[one.global];
  }
}

async function runConfig(subject, name, { keys, entry, containers, config, directory }, testConfig) {
  const tests = new Tests((text) => text.includes('webpack/container/'));
  // The entry asks for a container as for a file beside it; `__load` is also what `require` of it is.
  const cache = new Map();
  globalThis.__load = (request, from = directory) => {
    if (!request.startsWith('.')) {
      const value = subject.system.get(request);
      return value ? Promise.resolve(value) : Promise.reject(new Error(`no module ${request}`));
    }
    const file = path.posix.join(from, request);
    return cache.get(file) ?? subject.load(file);
  };
  Object.assign(globalThis, tests.globals, { __dirname: directory, __filename: 'index.js' });
  testConfig.beforeExecute?.();
  const scope = { require: near };
  testConfig.moduleScope?.(scope, config);
  for (const [key, value] of Object.entries(scope)) if (key !== 'require') globalThis[key] = value;
  // `__non_webpack_require__` of a container is synchronous.
  for (const one of containers) {
    const file = path.posix.join(name, one.file);
    if (usesRequire(subject, name)) cache.set(file, await subject.load(file));
  }
  const file = path.posix.join(name, entry.file);
  const container = await subject.load(file);
  for (const key of keys) {
    const factory = await container.get(key);
    await factory();
  }
  if (subject.page.errors.length > 0) throw subject.page.errors[0];
  if (tests.tests.length === 0 && tests.skipped.length > 0) throw new NotApplicable('ids of modules');
  if (tests.tests.length === 0) throw new Error('the entry announces no test');
  return tests.run();
}

const usesRequire = (subject, name) =>
  fs.readFileSync(path.join(subject.copy(name), 'index.js'), 'utf8').includes('__non_webpack_require__');

function readTestConfig(subject, name) {
  const file = path.join(subject.copy(name), 'test.config.js');
  if (!fs.existsSync(file)) return {};
  // Helpers find the files of webpack's output; `findBundle` is not asked.
  const source = fs.readFileSync(file, 'utf8');
  const module = { exports: {} };
  const require = (request) => (request.includes('fakeSystem') ? subject.system : request.startsWith('.') ? {} : near(request));
  new Function('require', 'module', 'exports', source)(require, module, module.exports);
  return module.exports;
}

async function runCase(job) {
  const subject = new Case(job);
  const configs = subject.read(job.name);
  // Containers of other cases that remotes of this one name.
  const text = JSON.stringify(configs.map(({ entry, containers }) => [entry, containers]));
  const pending = [...text.matchAll(/\.\.\/([\w-]+)\/(?:module\/)?[\w-]+\.m?js/g)].map(([, other]) => other);
  const seen = new Set();
  while (pending.length > 0) {
    const other = `container/${pending.pop()}`;
    if (seen.has(other) || other === job.name || !fs.existsSync(path.join(job.checkout, 'test/configCases', other))) continue;
    seen.add(other);
    const more = JSON.stringify(subject.read(other).map(({ entry, containers }) => [entry, containers]));
    pending.push(...[...more.matchAll(/\.\.\/([\w-]+)\/(?:module\/)?[\w-]+\.m?js/g)].map(([, name]) => name));
  }
  const testConfig = readTestConfig(subject, job.name);
  const failures = [];
  for (const [at, config] of configs.entries()) {
    const failed = await runConfig(subject, job.name, config, testConfig);
    failures.push(...failed.map((line) => (configs.length > 1 ? `configuration ${at}: ${line}` : line)));
  }
  if (failures.length > 0) throw new Error(failures.join('; '));
}

/** Cases that need what only webpack has. */
const FOREIGN = {
  'container/track-initial-chunks': 'internals of the runtime of webpack (`__webpack_require__.f`)',
  'sharing/consume-module-ignore-warnings': 'option output.ignoreBrowserWarnings',
  'sharing/consume-multiple-versions-ignore-warnings': 'option output.ignoreBrowserWarnings',
  'sharing/provide-multiple-versions': 'ProvideSharedPlugin without consuming',
};

/** Cases that ask for other rules than those of the federation runtime, which are the rules of mfbuild. They stay wrong. */
const DECISIONS = {
  'container/error-handling': 'version-first asks all remotes before the first is used, and warns of those that fail',
  'container/2-container-full': 'the warning has the words of the federation runtime',
  'sharing/consume-module': 'versions such as `1.2.beta.1` satisfy nothing',
  'sharing/consume-multiple-versions': 'shared modules are chosen before the module runs that requires them',
  'sharing/no-override-loaded': 'shared modules are chosen before the module runs that requires them',
  'sharing/share-plugin': 'the version `0` satisfies nothing',
};

process.on('unhandledRejection', () => {});
process.once('message', async (job) => {
  let outcome = { result: 'right' };
  try {
    await runCase(job);
  } catch (error) {
    if (error instanceof NotApplicable) outcome = { result: 'not applicable', reason: error.message };
    else if (job.name in FOREIGN) outcome = { result: 'not applicable', reason: FOREIGN[job.name] };
    else {
      const reason = process.env.SUITE_STACKS ? error?.stack : `${error?.name}: ${error?.message ?? error}`;
      const decision = DECISIONS[job.name];
      outcome = { result: 'wrong', reason: decision ? `by decision (${decision}): ${reason}` : reason };
    }
  }
  process.send(outcome, () => process.exit());
});
