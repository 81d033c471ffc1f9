// Builds every file of programs/, here and in ../packages, alone, runs it bundled, minified and not, and compares with
// Node. Prints the table of docs/packages.md.
//
//     node packages.mjs [--no-peer] [--jobs N] [NAME …]
//
// `--no-peer` leaves Rspack out; it takes part for the programs of this folder only. N programs run at once.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  buildOurs,
  buildTheirs,
  difference,
  fromBundle,
  fromSource,
  here,
  scriptsOf,
  total,
  writeConfig,
} from './support.mjs';

const { values: flags, positionals: chosen } = parseArgs({
  options: { 'no-peer': { type: 'boolean' }, jobs: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const EXPOSE = './package';

/** Every program: its name, the folder with its packages, its file, and what its first line says. */
const programs = [
  { root: here, withPeer: !flags['no-peer'] },
  { root: fileURLToPath(new URL('../packages/', import.meta.url)), withPeer: false },
]
  .flatMap(({ root, withPeer }) =>
    readdirSync(join(root, 'programs')).map(base => {
      const file = `programs/${base}`;
      const [firstLine] = readFileSync(join(root, file), 'utf8').split('\n');
      const [, packageName, what] = /^\/\/ (\S+): (.*)\.$/.exec(firstLine);
      return { name: base.replace(/\.mjs$/, ''), root, file, withPeer, packageName, what };
    }),
  )
  .filter(({ name }) => chosen.length === 0 || chosen.includes(name))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

async function check({ name, root, file, withPeer, packageName, what }) {
  const config = writeConfig(name, { name: 'one_package', exposes: { [EXPOSE]: `./${file}` } });
  const out = `packages/${name}`;
  const expected = await fromSource(file, root);
  const builds = {
    readable: await buildOurs(`${out}.readable`, config, { root, minify: false }),
    minified: await buildOurs(out, config, { root }),
  };
  const problems = [];
  for (const [kind, dir] of Object.entries(builds)) {
    const problem = difference(expected, await fromBundle(dir, EXPOSE));
    if (problem) problems.push(`${name} (${kind}) ${problem}`);
  }
  const theirs = withPeer ? codeOf(await buildTheirs(`${out}.rspack`, config, { root })) : undefined;
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', packageName, 'package.json'), 'utf8'));
  return { packageName, version, what, problems, ours: codeOf(builds.minified), theirs };
}

/** `remoteEntry.js` is not counted: it holds nothing of the package. */
const codeOf = dir => total(scriptsOf(dir).filter(({ file }) => file !== 'remoteEntry.js'));

const kilobytes = ({ gzip }) => (gzip / 1000).toFixed(1);

function row({ packageName, version, what, problems, ours, theirs }) {
  const result = problems.length === 0 ? 'equal' : 'DIFFERS';
  const peer = theirs ? [kilobytes(theirs), `${((ours.gzip / theirs.gzip - 1) * 100).toFixed(1)} %`] : ['', ''];
  return `| ${[packageName, version, what, result, kilobytes(ours), ...(flags['no-peer'] ? [] : peer)].join(' | ')} |`;
}

/** The results of `work` for all items, in their order; `count` items are worked on at once. */
async function* inParallel(items, count, work) {
  const results = [];
  const start = () => results.length < items.length && results.push(work(items[results.length]));
  while (results.length < count && start());
  for (let index = 0; index < items.length; index++) {
    yield await results[index];
    start();
  }
}

const problems = [];
const done = [];
console.log(`| package | version | what is done | result | gzip kB |${flags['no-peer'] ? '' : ' Rspack | |'}`);
console.log(`|---|---|---|---|--:|${flags['no-peer'] ? '' : '--:|--:|'}`);
const attempt = program => check(program).catch(error => ({ error, program }));
for await (const result of inParallel(programs, Number(flags.jobs), attempt)) {
  if (result.error) {
    problems.push(`${result.program.name}: ${result.error.stderr || result.error.stack}`);
    continue;
  }
  console.log(row(result));
  problems.push(...result.problems);
  done.push(result);
}
const compared = done.filter(({ theirs }) => theirs);
const sum = (results, side) => total(results.map(result => result[side]));
const together = { packageName: '**together**', version: '', what: '', problems: [], ours: sum(done, 'ours') };
console.log(row(together));
if (compared.length > 0) {
  const both = { ours: sum(compared, 'ours'), theirs: sum(compared, 'theirs') };
  console.log(row({ ...together, packageName: '**with Rspack**', ...both }));
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
