// Builds every file of packages/ alone, runs it bundled, minified and not, and compares with Node.
// Prints the table of docs/packages.md.
//
//     node packages.mjs [--no-peer] [NAME …]
//
// `--no-peer` leaves Rspack out.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
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

const words = process.argv.slice(2);
const withPeer = !words.includes('--no-peer');
const chosen = words.filter(word => !word.startsWith('--'));
const all = readdirSync(join(here, 'packages'))
  .map(file => file.replace(/\.mjs$/, ''))
  .sort();
const EXPOSE = './package';

/** What the first line of a file says: the package, and what is done with it. */
function description(file) {
  const [, name, what] = /^\/\/ (\S+): (.*)\.$/m.exec(readFileSync(join(here, file), 'utf8').split('\n')[0]);
  const { version } = JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8'));
  return { name, what, version };
}

async function check(name) {
  const file = `packages/${name}.mjs`;
  const config = writeConfig(name, { name: 'one_package', exposes: { [EXPOSE]: `./${file}` } });
  const minified = await buildOurs(`packages/${name}`, config);
  const readable = await buildOurs(`packages/${name}.readable`, config, { minify: false });
  const expected = await fromSource(file);
  const problems = [];
  for (const dir of [readable, minified]) {
    const problem = difference(expected, await fromBundle(dir, EXPOSE));
    if (problem) problems.push(`${name} (${dir === minified ? 'minified' : 'readable'}) ${problem}`);
  }
  const theirs = withPeer ? codeOf(await buildTheirs(`packages/${name}.rspack`, config)) : undefined;
  return { ...description(file), problems, ours: codeOf(minified), theirs };
}

/** Containers are compared elsewhere: here only what became of the package. */
const codeOf = dir => total(scriptsOf(dir).filter(({ file }) => file !== 'remoteEntry.js'));

const kilobytes = ({ gzip }) => (gzip / 1000).toFixed(1);

function row({ name, version, what, problems, ours, theirs }) {
  const result = problems.length === 0 ? 'equal' : 'DIFFERS';
  const peer = theirs ? [kilobytes(theirs), `${((ours.gzip / theirs.gzip - 1) * 100).toFixed(1)} %`] : [];
  return `| ${[name, version, what, result, kilobytes(ours), ...peer].join(' | ')} |`;
}

const problems = [];
const sums = { ours: [], theirs: [] };
console.log(`| package | version | what is done | result | gzip kB |${withPeer ? ' Rspack | |' : ''}`);
console.log(`|---|---|---|---|--:|${withPeer ? '--:|--:|' : ''}`);
for (const name of chosen.length > 0 ? chosen : all) {
  try {
    const result = await check(name);
    console.log(row(result));
    problems.push(...result.problems);
    sums.ours.push(result.ours);
    sums.theirs.push(result.theirs ?? result.ours);
  } catch (error) {
    problems.push(`${name}: ${error.stderr || error.stack}`);
  }
}
const together = { name: '**together**', version: '', what: '', problems: [], ours: total(sums.ours) };
console.log(row({ ...together, theirs: withPeer ? total(sums.theirs) : undefined }));
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
