// The remote of this folder, built by mfbuild (`MFBUILD_BIN`, or target/release) and by Rspack: sizes, and the packages
// that take more of our scripts than of theirs. Then runs every exposed function, minified and not, and compares with
// Node.
//
//     node compare.mjs [--sizes | --run]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildOurs, buildTheirs, difference, fromBundle, fromSource, here, scriptsOf, total } from './support.mjs';
import { bytesByPackage } from './where.mjs';

/** Smaller differences are not listed. */
const LISTED = 200;

const config = join(here, 'mfbuild.config.json');
const { exposes } = JSON.parse(readFileSync(config, 'utf8').replace(/^\s*\/\/.*$/gm, ''));

/** The scripts that a host that shares nothing loads for an expose, remoteEntry.js aside: from the manifest. */
function scriptsOfExpose(dir, expose, scripts) {
  const manifest = JSON.parse(readFileSync(join(dir, 'mf-manifest.json'), 'utf8'));
  const { assets } = manifest.exposes.find(({ path }) => path === expose);
  return scripts.filter(({ file }) => assets.js.sync.includes(file));
}

const percent = (ours, theirs) => `${ours > theirs ? '+' : ''}${((ours / theirs - 1) * 100).toFixed(1)} %`;

function printRow(name, ours, theirs) {
  const cells = ['raw', 'gzip'].flatMap(kind => [ours[kind], theirs[kind], percent(ours[kind], theirs[kind])]);
  console.log(`| ${[name, ...cells].join(' | ')} |`);
}

async function compareSizes() {
  const dirs = [await buildOurs('ours', config, { maps: true }), await buildTheirs('rspack', config, { maps: true })];
  const [ours, theirs] = dirs.map(scriptsOf);
  console.log('| expose | raw: mfbuild | Rspack | | gzip: mfbuild | Rspack | |');
  console.log('|---|--:|--:|--:|--:|--:|--:|');
  for (const expose of Object.keys(exposes)) {
    printRow(expose, total(scriptsOfExpose(dirs[0], expose, ours)), total(scriptsOfExpose(dirs[1], expose, theirs)));
  }
  const isEntry = ({ file }) => file === 'remoteEntry.js';
  printRow(
    'all but remoteEntry.js',
    total(ours.filter(file => !isEntry(file))),
    total(theirs.filter(file => !isEntry(file))),
  );
  printRow('remoteEntry.js', total(ours.filter(isEntry)), total(theirs.filter(isEntry)));
  printRow('**all js**', total(ours), total(theirs));
  printPackages(...dirs.map(bytesByPackage));
}

function printPackages(ours, theirs) {
  const names = [...new Set([...ours.keys(), ...theirs.keys()])];
  const rows = names.map(name => ({ name, ours: ours.get(name) ?? 0, theirs: theirs.get(name) ?? 0 }));
  const larger = rows
    .filter(row => row.ours > row.theirs + LISTED)
    .sort((a, b) => b.ours - b.theirs - (a.ours - a.theirs));
  console.log('\n| larger with us | raw: mfbuild | Rspack | |\n|---|--:|--:|--:|');
  for (const row of larger) console.log(`| ${row.name} | ${row.ours} | ${row.theirs} | +${row.ours - row.theirs} |`);
}

async function compareResults() {
  const builds = {
    readable: await buildOurs('readable', config, { minify: false }),
    minified: await buildOurs('ours', config),
  };
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
