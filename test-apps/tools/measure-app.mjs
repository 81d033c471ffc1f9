// Cold builds of `backstage-app` by mfbuild, Rspack 2 and backstage-cli, in turn:
// `node measure-app.mjs [RUNS] [TOOL...]`.
// mfbuild is the binary in MFBUILD_BIN. Needs the packages of backstage-app, peers and peers/backstage-cli, and the
// program /usr/bin/time. Figures are of the whole process and its children. The app is built in a copy, since
// backstage-cli writes into the packages that it builds; each tool finds neither output nor cache of an earlier run,
// but for `mfbuild again`, which finds the filtered config of the run before it. All read the config files in Node: the
// schema of the app is TypeScript, and its compiler takes a good part of the time.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { copyTree } from './copy.mjs';

const apps = fileURLToPath(new URL('..', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'mfbuild-measure-'));
const root = join(home, 'backstage-app');
const app = join(root, 'packages/app');
const [runs = '3', ...chosen] = process.argv.slice(2);

const mfbuild = [process.env.MFBUILD_BIN, ['build', '--out-dir', join(home, 'mfbuild')], join(home, 'mfbuild')];

const TOOLS = {
  mfbuild,
  'mfbuild again': mfbuild,
  'Rspack 2': [
    process.execPath,
    [join(apps, 'peers/rspack-app.mjs'), app, join(home, 'rspack')],
    join(home, 'rspack'),
  ],
  'backstage-cli': [
    process.execPath,
    [join(apps, 'peers/backstage-cli/node_modules/@backstage/cli/bin/backstage-cli'), 'package', 'build'],
    join(app, 'dist'),
  ],
};

function measured(name) {
  const [program, args, out] = TOOLS[name];
  const caches = name === 'mfbuild again' ? [] : [join(root, 'node_modules/.cache'), join(app, 'node_modules')];
  for (const left of [out, ...caches]) rmSync(left, { recursive: true, force: true });
  const report = join(home, 'time');
  const { status, stderr, error } = spawnSync(
    '/usr/bin/time',
    ['--format', '%e %U %S %M', '--output', report, program, ...args],
    { cwd: app, env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} failed\n${stderr}`);
  const [wall, user, system, peak] = readFileSync(report, 'utf8').trim().split(/\s+/).map(Number);
  return { wall, cpu: user + system, peak: peak / 1024 };
}

/** Scripts and sheets of a build in kB gzip, all of them and those that the page names. */
function sizes(out) {
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = files.map(entry => relative(out, join(entry.parentPath ?? entry.path, entry.name)));
  const page = readFileSync(join(out, 'index.html'), 'utf8');
  const sum = list =>
    list.reduce((total, path) => total + gzipSync(readFileSync(join(out, path)), { level: 9 }).length, 0) / 1000;
  const scripts = paths.filter(path => path.endsWith('.js'));
  const sheets = paths.filter(path => path.endsWith('.css'));
  return [sum(scripts), sum(scripts.filter(path => page.includes(path))), sum(sheets), scripts.length];
}

const median = values => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const range = values =>
  `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;

try {
  copyTree(join(apps, 'backstage-app'), root);
  const results = Object.keys(TOOLS)
    .filter(name => chosen.length === 0 || chosen.includes(name))
    .map(name => ({ name, all: [] }));
  for (let run = 0; run < Number(runs); run += 1) {
    for (const { name, all } of results) all.push(measured(name));
  }
  console.log('| tool | CPU s | wall s | peak MB | js gzip kB | of it initial | css gzip kB | scripts |');
  console.log('|---|--:|--:|--:|--:|--:|--:|--:|');
  for (const { name, all } of results) {
    const [js, initial, css, count] = sizes(TOOLS[name][2]);
    const [cpu, wall, peak] = ['cpu', 'wall', 'peak'].map(key => all.map(figures => figures[key]));
    const cells = [
      name,
      range(cpu),
      range(wall),
      median(peak).toFixed(0),
      js.toFixed(1),
      initial.toFixed(1),
      css.toFixed(1),
      count,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
