// Runs random programs, all of a job in one page: each has a log of its own, and may go on in microtasks.

import fs from 'node:fs';
import path from 'node:path';

import { Page } from './dom.mjs';
import { inspect } from './inspect.mjs';
import { Sources } from './sources.mjs';

// Texts that name what a minifier renames.
const STABLE_TEXTS = `
  Function.prototype.toString = function () { return 'function'; };
  Error.prototype.toString = function () { return this.name; };
  Error.stackTraceLimit = 0;
`;

let open = { job: null };

// Errors of microtasks belong to the program that runs.
process.on('uncaughtException', (error) => open.page?.self.log.push(`uncaught ${error?.name ?? error}`));

/** The page of a job, and what gives the exports of a unit there. */
async function openPage(job) {
  const server = job.server ? new URL('/', job.server).href : undefined;
  const page = new Page(job.out, { server });
  page.evaluate(STABLE_TEXTS);
  const newLog = page.evaluate('() => []');
  if (job.mode === 'reference') {
    const sources = new Sources(page);
    const start = async (unit) => {
      const file = path.join(job.dir, unit.reference);
      return unit.isModule ? (await sources.import(file)).namespace : sources.runCommon(file);
    };
    return { job, page, newLog, start };
  }
  if (!job.server) runChunks(page, job.out);
  await page.loadScript(new URL('remoteEntry.js', page.base).href);
  const container = page.self.remote;
  await container.init(page.evaluate('({})'));
  return { job, page, newLog, start: async (unit) => (await container.get(unit.expose))() };
}

/** Runs all chunks as one script, since many small ones take twice the time. Those that do not parse are loaded one by one. */
function runChunks(page, out) {
  const folder = path.join(out, 'static');
  if (!fs.existsSync(folder)) return;
  const chunks = fs.readdirSync(folder).filter((name) => name.endsWith('.js'));
  const texts = chunks.map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
  try {
    page.evaluate(texts.join('\n;\n'));
  } catch (error) {
    if (error?.name !== 'SyntaxError') throw error;
  }
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

// A class whose field makes a new object of the class overflows the stack, sooner or later: such programs are none.
const MOST_ENTRIES = 1000;

/** Texts may be long; equal ones stay equal. */
const shorten = (text) => (text.length > 4000 ? `${text.slice(0, 4000)}… ${text.length}` : text);

export async function runPrograms(job, unit) {
  try {
    if (open.job !== job) open = await openPage(job);
  } catch (error) {
    return `the page does not open: ${error?.stack ?? error}`;
  }
  const { page, newLog, start } = open;
  page.errors.length = 0;
  const log = (page.self.log = newLog());
  let exports;
  try {
    const started = await start(unit);
    // Getters of exports write into the log, behind what microtasks write.
    await nextTurn();
    exports = inspect(started);
  } catch (error) {
    const cause = page.errors[0] ?? error;
    // Only the reference says that a program is none: the bundle must be one.
    exports = `throws ${cause?.name ?? inspect(cause)}`;
    if (cause?.name === 'SyntaxError') exports += ` ${cause.message}`;
  }
  await nextTurn();
  if (log.length > MOST_ENTRIES) return 'hangs: it logs without end';
  return shorten(`${inspect([...log])} exports ${exports}`);
}
