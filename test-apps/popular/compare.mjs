// The remote of this folder, built by mfbuild (`MFBUILD_BIN`, or target/release) and by Rspack: what is larger where.
// Then runs every exposed function, minified and not, and compares with Node.
//
//     node compare.mjs [--sizes | --run]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildOurs, buildTheirs, difference, fromBundle, fromSource, here, scriptsOf, total } from './support.mjs';

const config = join(here, 'mfbuild.config.json');
const { exposes } = JSON.parse(readFileSync(config, 'utf8').replace(/^\s*\/\/.*$/gm, ''));

/** The scripts that a host loads for an expose when it shares nothing: from the manifest, and the entry. */
function scriptsOfExpose(dir, expose, scripts) {
  const { exposes, metaData } = JSON.parse(readFileSync(join(dir, 'mf-manifest.json'), 'utf8'));
  const { assets } = exposes.find(({ path }) => path === expose);
  const wanted = new Set([metaData.remoteEntry.name, ...assets.js.sync]);
  return scripts.filter(({ file }) => wanted.has(file));
}

const percent = (ours, theirs) => `${ours > theirs ? '+' : ''}${((ours / theirs - 1) * 100).toFixed(1)} %`;

function printRow(name, ours, theirs) {
  const cells = ['raw', 'gzip'].flatMap(kind => [ours[kind], theirs[kind], percent(ours[kind], theirs[kind])]);
  console.log(`| ${[name, ...cells].join(' | ')} |`);
}

async function compareSizes() {
  const dirs = [await buildOurs('ours', config), await buildTheirs('rspack', config)];
  const [ours, theirs] = dirs.map(scriptsOf);
  console.log('| expose | raw: mfbuild | Rspack | | gzip: mfbuild | Rspack | |');
  console.log('|---|--:|--:|--:|--:|--:|--:|');
  for (const expose of Object.keys(exposes)) {
    printRow(expose, total(scriptsOfExpose(dirs[0], expose, ours)), total(scriptsOfExpose(dirs[1], expose, theirs)));
  }
  const isEntry = ({ file }) => file === 'remoteEntry.js';
  printRow('remoteEntry.js', total(ours.filter(isEntry)), total(theirs.filter(isEntry)));
  printRow('**all js**', total(ours), total(theirs));
}

async function compareResults() {
  const builds = { readable: await buildOurs('readable', config, { minify: false }), minified: await buildOurs('ours', config) };
  for (const [expose, file] of Object.entries(exposes)) {
    const expected = await fromSource(file);
    for (const [kind, dir] of Object.entries(builds)) {
      const found = difference(expected, await fromBundle(dir, expose));
      console.log(`${expose} ${kind}: ${found ?? 'as in Node'}`);
      if (found) process.exitCode = 1;
    }
  }
}

const [only] = process.argv.slice(2);
if (only !== '--run') await compareSizes();
if (only !== '--sizes') await compareResults();
