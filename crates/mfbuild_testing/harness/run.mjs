// Runs cases: one JSON job a line on stdin, one JSON result a line on stdout, in order.
//
// A job runs either the sources in Node itself (`reference`) or the built remote in a page (`bundle`). Both give a log
// and the exports as text, so that the caller can compare them, and both run the assertions of the case.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

import { Page } from './dom.mjs';
import { inspect, wellFormed } from './inspect.mjs';

const SETTLE_MILLISECONDS = 4000;
// A server is another process, and may get no processor for a while.
const SETTLE_SERVED_MILLISECONDS = 90000;
// The longest timer of a random module is 256 ms.
const STRAGGLER_MILLISECONDS = 300;

// Sources under test may print; stdout belongs to the results.
console.log = console.info = (...parts) => console.error(...parts);

const rejections = [];
let patience = SETTLE_MILLISECONDS;
process.on('unhandledRejection', (error) => rejections.push(error));

/** `promise`, or an error when it stays pending: a lost wake-up of top-level await must not stop the whole run. */
function settled(promise, what) {
  let timer;
  const timeout = new Promise((_, reject) => {
    const error = new Error(`${what} stayed pending for ${patience} ms`);
    timer = setTimeout(() => reject(Object.assign(error, { name: 'HarnessTimeout' })), patience);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}

/** Waits for `exports.done`, by which a case says that asynchronous work is over. */
async function awaitDone(exports) {
  const done = exports?.done;
  return typeof done?.then === 'function' ? { done: inspect(await settled(done, '`done`')) } : {};
}

/** Runs `start`, and gives what it returned or threw. */
async function attempt(start, what) {
  try {
    const exports = await settled(Promise.resolve(start()), what);
    return { exports, ...(await awaitDone(exports)) };
  } catch (error) {
    if (error?.name === 'HarnessTimeout') throw error;
    return { error };
  }
}

const makeBlock = (code, name) => `(async ({ assert, exports, error, log, container, host, mode }) => {${code}\n})//# sourceURL=${name}`;

/** Throws unless the outcome is what the case announced. */
function checkOutcome(outcome, job) {
  if ('error' in outcome && job.throws === false) throw outcome.error;
  if (!('error' in outcome) && job.throws) throw new Error('the case says `throws`, but nothing was thrown');
}

const describeOne = ({ error, exports, done }) =>
  error ? `throws ${inspect(error)}` : `${inspect(exports)}${done === undefined ? '' : ` done: ${done}`}`;

/** The result for the caller; `start` loads the second module, if the job has one and the first one did not throw. */
async function describe(job, outcome, log, start) {
  const second = job.second && !outcome.error ? ` second: ${describeOne(await attempt(start, 'the second module'))}` : '';
  return { log: wellFormed(inspect(log)), exports: wellFormed(describeOne(outcome) + second) };
}

async function runReference(job) {
  const log = (globalThis.log = []);
  const start = (entry) => import(pathToFileURL(path.join(job.dir, entry)).href);
  const outcome = await attempt(() => start(job.entry), 'the sources');
  // Modules beside one that failed may still wait for timers, and would write into the log of the next graph.
  const stragglers = () => new Promise((resolve) => setTimeout(resolve, STRAGGLER_MILLISECONDS));
  if ('error' in outcome && job.second) await stragglers();
  checkOutcome(outcome, job);
  for (const block of job.asserts) {
    await vm.runInThisContext(makeBlock(block, job.name))({ assert, log, mode: 'reference', ...outcome });
  }
  const result = await describe(job, outcome, log, () => start(job.second.entry));
  if ('error' in outcome && !job.second) await stragglers();
  return result;
}

/** All files below `root`, relative, sorted. */
function listFiles(root, below = '') {
  return fs.readdirSync(path.join(root, below), { withFileTypes: true })
    .flatMap((entry) => {
      const name = path.posix.join(below, entry.name);
      return entry.isDirectory() ? listFiles(root, name) : [name];
    })
    .sort();
}

/** What assertions may ask about the page and the output. */
function makeHost(page, container) {
  const read = (name) => fs.readFileSync(path.join(page.root, name), 'utf8');
  const all = (extension) => listFiles(page.root).filter((name) => name.endsWith(extension)).map(read).join('\n');
  // Arrays and objects are made in the page, where the assertions run: `deepEqual` compares prototypes.
  const toPage = page.evaluate('JSON.parse');
  const manifest = listFiles(page.root).find((name) => name.endsWith('manifest.json'));
  return {
    page,
    read,
    scripts: page.scripts,
    styles: page.styles,
    console: page.consoleLines,
    get files() {
      return toPage(JSON.stringify(listFiles(page.root)));
    },
    get code() {
      return all('.js');
    },
    get css() {
      return all('.css');
    },
    manifest: manifest && toPage(read(manifest)),
    scope: page.evaluate('({})'),
    /** Puts a package into the share scope, as the host's own copy. */
    share(key, version, value, extra = {}) {
      const versions = (this.scope[key] ??= page.evaluate('({})'));
      const get = () => Promise.resolve(() => value);
      const shareConfig = { singleton: false, requiredVersion: false, eager: false, strictVersion: false };
      versions[version] = { version, get, from: 'host', scope: ['default'], shareConfig, useIn: [], deps: [], ...extra };
    },
    /** The exports of another exposed module. */
    async get(key) {
      return (await container().get(key))();
    },
    /** The file behind a url. */
    async fetch(url) {
      await page.bring(url);
      const file = page.fileOf(url);
      return file && fs.readFileSync(file, 'utf8');
    },
  };
}

/** Loads the entry as a host does. Where the case has no config, the manifest says what it is called. */
async function loadContainer(page, job, manifest) {
  const name = job.container ?? manifest.metaData.globalName;
  const url = new URL(job.filename ?? manifest.metaData.remoteEntry.name, page.base).href;
  if (job.library === 'module') return page.importModule(url);
  await page.loadScript(url);
  if (page.errors.length > 0) throw page.errors[0];
  const container = page.self[name];
  if (!container) throw new Error(`the entry ran, but there is no global \`${name}\``);
  return container;
}

async function runBundle(job) {
  const server = job.server && new URL('/', job.server).href;
  const page = new Page(job.out, { reversed: job.mode === 'minified', server });
  if (server) await page.bring(new URL(job.server.slice(server.length), page.base).href);
  try {
    return await runInPage(page, job);
  } catch (error) {
    // What a script threw says more than the loader that misses what it should have defined.
    throw page.errors.length > 0 ? Object.assign(page.errors[0], { cause: error }) : error;
  }
}

async function runInPage(page, job) {
  let container;
  const host = makeHost(page, () => container);
  const environment = { assert, host, log: page.self.log, mode: job.mode };
  if (job.host) await page.evaluate(makeBlock(job.host, job.name), job.name)(environment);
  container = await loadContainer(page, job, host.manifest);
  const { init, get } = container;
  await settled(Promise.resolve(init(host.scope)), '`init`');
  const factory = await settled(get(job.expose), '`get`');
  const outcome = await attempt(factory, 'the exposed module');
  if ('error' in outcome && job.second) await new Promise((resolve) => setTimeout(resolve, STRAGGLER_MILLISECONDS));
  checkOutcome(outcome, job);
  for (const code of job.asserts) {
    const block = page.evaluate(makeBlock(code, job.name), job.name);
    await settled(block({ ...environment, container, ...outcome }), 'the assertions');
  }
  if (page.errors.length > 0) throw page.errors[0];
  return describe(job, outcome, page.self.log, () => host.get(job.second.expose));
}

/** Two turns of the event loop, so that late rejections belong to this job. */
const quiesce = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

async function run(job) {
  rejections.length = 0;
  patience = job.server ? SETTLE_SERVED_MILLISECONDS : SETTLE_MILLISECONDS;
  try {
    const result = await (job.kind === 'reference' ? runReference(job) : runBundle(job));
    await quiesce();
    if (rejections.length > 0) throw Object.assign(new Error('unhandled rejection'), { cause: rejections[0] });
    return result;
  } catch (error) {
    const cause = error?.cause ? `\ncaused by: ${error.cause.stack ?? error.cause}` : '';
    return { failure: `${error?.stack ?? error}${cause}` };
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const result = await run(JSON.parse(line));
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
