// Measures dev servers on the app that generate.mjs has written: `node dev.mjs DIR [options]`, see README.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { table } from './dev/report.mjs';
import { Session } from './dev/session.mjs';
import { TOOLS, missing } from './dev/tools.mjs';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tools: { type: 'string', default: 'mfbuild,rspack,vite' },
    starts: { type: 'string', default: '3' },
    edits: { type: 'string', default: '15' },
    rebuilds: { type: 'string', default: '0' },
    json: { type: 'string' },
    screenshots: { type: 'string' },
    'keep-caches': { type: 'boolean' },
    verbose: { type: 'boolean' },
  },
});
const [starts, edits, rebuilds] = [values.starts, values.edits, values.rebuilds].map(Number);
const tools = values.tools.split(',');
const unknown = tools.find(tool => !(tool in TOOLS));
if (positionals.length !== 1 || unknown || !(starts > 0) || !(edits >= 0) || !(rebuilds === 0 || rebuilds >= 10)) {
  console.error('usage: dev.mjs DIR [--tools mfbuild,rspack,vite] [--starts 3] [--edits 15] [--rebuilds 500]');
  console.error('               [--json FILE] [--screenshots DIR] [--keep-caches] [--verbose]');
  process.exit(2);
}
const absent = tools.map(missing).find(Boolean);
if (absent) throw new Error(absent);

const dir = resolve(positionals[0]);
const bench = JSON.parse(readFileSync(join(dir, 'bench.json'), 'utf8'));
const results = Object.fromEntries(tools.map(tool => [tool, { starts: [], problems: [] }]));
let session;

async function launch() {
  const browser = await chromium.launch({
    executablePath: process.env.MFBUILD_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: ARGUMENTS,
  });
  const page = await browser.newPage();
  await page.setContent('<p>warm</p>');
  await page.close();
  return browser;
}

const say = (tool, text) => console.error(`${tool}: ${text}`);

/** One start, and in the last round everything else. */
async function measure(browser, tool, last) {
  const result = results[tool];
  session = new Session(tool, { dir, bench, browser, verbose: values.verbose });
  try {
    const start = await session.start({ keepCaches: values['keep-caches'] });
    result.starts.push({ ...start, load: loadavg()[0] });
    const [wall, answered] = [start.wall, start.answered].map(time => time.toFixed(0));
    say(tool, `first page after ${wall} ms (answers after ${answered}), ${start.cpu.toFixed(1)} s of CPU`);
    if (values.screenshots) await session.page.screenshot({ path: join(values.screenshots, `${tool}.png`) });
    if (!last) return;
    if (edits > 0 || rebuilds > 0) await session.listen();
    for (const kind of edits > 0 ? ['leaf', 'hub'] : []) {
      const { all, ...medians } = (result[kind] = await session.edits(kind, edits));
      say(tool, `${kind} ${JSON.stringify(medians)}`);
    }
    if (rebuilds > 0) {
      result.rebuilds = await session.rebuilds(rebuilds);
      say(tool, `rebuilds ${JSON.stringify(result.rebuilds)}`);
    }
  } catch (error) {
    result.problems.push(error.message);
    say(tool, error.stack);
  } finally {
    result.problems.push(...(session.problems ?? []));
    result.stopped = await session.stop();
  }
}

async function end(signal) {
  await session?.stop();
  process.exit(signal === 'SIGINT' ? 130 : 143);
}
process.once('SIGINT', end);
process.once('SIGTERM', end);

const browser = await launch();
// In turn, so that what else the machine does is the same for all.
for (let round = 1; round <= starts; round++) {
  for (const tool of tools) await measure(browser, tool, round === starts);
}
await browser.close();
const machine = { cpus: cpus().length, model: cpus()[0].model, node: process.version, load: loadavg() };
if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, bench, results }, null, 2)}\n`);
console.log(`${bench.tsx} TSX modules, ${bench.ts} TypeScript, ${bench.css} css`);
console.log(`medians of ${starts} starts and ${edits} edits\n`);
console.log(table(results));
for (const [tool, { problems }] of Object.entries(results)) {
  for (const problem of problems) console.log(`\n${tool}: ${problem.split('\n')[0]}`);
}
process.exit(Object.values(results).some(({ problems }) => problems.length > 0) ? 1 : 0);
