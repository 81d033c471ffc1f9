// Runs the tests of test262, each in a page of its own, with the harness files that it asks for.

import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

import { Page } from './dom.mjs';
import { Sources } from './sources.mjs';

const ASYNC_MILLISECONDS = 3000;

const scripts = new Map();

/** A file of test262's own harness, compiled once. */
function harnessScript(file) {
  if (!scripts.has(file)) scripts.set(file, new vm.Script(fs.readFileSync(file, 'utf8'), { filename: file }));
  return scripts.get(file);
}

/** The host object that the tests expect. */
function makeHost(page) {
  return {
    global: page.self,
    createRealm: () => makeHost(new Page(page.root)),
    evalScript: (code) => vm.runInContext(code, page.context),
    detachArrayBuffer: (buffer) => structuredClone(buffer, { transfer: [buffer] }),
    gc: () => globalThis.gc(),
  };
}

/** Puts `print`, `$262` and the harness into a page; gives a promise of the line that ends an asynchronous test. */
function prepare(page, unit) {
  let done;
  const printed = new Promise((resolve) => (done = resolve));
  page.self.print = (line) => done(String(line));
  page.self.$262 = makeHost(page);
  for (const file of unit.harness) harnessScript(file).runInContext(page.context);
  return printed;
}

/** Loads the entry of the container and gives the factory of the exposed module. */
async function load(page, unit) {
  await page.loadScript(new URL('remoteEntry.js', page.base).href);
  await page.self.remote.init(page.evaluate('({})'));
  return page.self.remote.get(unit.expose);
}

async function execute(job, unit, page) {
  if (job.mode !== 'reference') {
    const factory = await load(page, unit);
    // A script that does not parse is no failure of the loader.
    if (page.errors.length > 0) throw page.errors[0];
    const result = prepare(page, unit);
    return { printed: result, value: await factory() };
  }
  const printed = prepare(page, unit);
  const file = path.join(job.dir, unit.entry);
  const sources = new Sources(page);
  return { printed, value: unit.isModule ? await sources.import(file) : sources.runCommon(file) };
}

/** Only the first line of an async test counts; what never prints is a failure. */
async function awaitPrinted(printed) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ASYNC_MILLISECONDS, 'never calls $DONE')));
  const line = await Promise.race([printed, late]);
  clearTimeout(timer);
  return line === 'Test262:AsyncTestComplete' ? 'pass' : line;
}

const describe = (error) => {
  const name = error?.constructor?.name ?? typeof error;
  return `${name}: ${String(error?.message ?? error)}`.split('\n', 1)[0].slice(0, 200);
};

/** `pass`, or why the test fails. */
async function attempt(job, unit, page) {
  try {
    const { printed } = await execute(job, unit, page);
    if (unit.throws) return `throws nothing, expected ${unit.throws}`;
    return unit.isAsync ? await awaitPrinted(printed) : 'pass';
  } catch (error) {
    const cause = page.errors[0] ?? error;
    return unit.throws && cause?.constructor?.name === unit.throws ? 'pass' : describe(cause);
  }
}

/** Whether a source without meaning is one for Node, too: `pass` if it throws a SyntaxError before anything runs. */
async function reject(job, unit, page) {
  try {
    await execute(job, unit, page);
    return 'is accepted';
  } catch (error) {
    return error?.name === 'SyntaxError' ? 'pass' : describe(error);
  }
}

export async function runTest262(job, unit) {
  const page = new Page(job.out, { reversed: false });
  return unit.mustNotBuild ? reject(job, unit, page) : attempt(job, unit, page);
}
