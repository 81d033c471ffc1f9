// Writes the app that the benches measure: `node generate.mjs DIR [--modules 10000] [--seed 1] [--install]`.
//
// DIR gets exactly that many TSX modules, each with one component, and TypeScript and css modules besides. What is
// where, and what the benches edit, is said in DIR/bench.json. Two runs with the same arguments write the same bytes;
// node_modules in DIR stays.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SETTINGS, featureFiles, planFeature } from './generator/feature.mjs';
import { AREAS, FEATURES, capital } from './generator/names.mjs';
import { chartNames, projectFiles, toolKit, uiNames } from './generator/project.mjs';
import { random } from './generator/random.mjs';

const HUB_IMPORTERS = 1000;
const FEATURE_SIZE = 96;
/** index, App, Counter and Navigation. */
const SHELL = 4;
const LEAST = 400;

/** Everything about an app of `modules` TSX modules that its files follow from. */
function plan(modules, dice) {
  const kit = { ui: uiNames(64), charts: chartNames(24), tools: toolKit(200) };
  const left = modules - SHELL - kit.ui.length - kit.charts.length;
  const count = Math.max(1, Math.round(left / FEATURE_SIZE));
  const areaCount = Math.min(AREAS.length, count);
  const areas = AREAS.slice(0, areaCount).map(id => ({ id, name: `${capital(id)}Area`, features: [] }));
  const inFeatures = left - areaCount;
  for (let index = 0; index < count; index++) {
    const area = areas[index % areaCount];
    const turn = Math.floor(index / areaCount);
    const id = `${area.id}${capital(FEATURES[turn % FEATURES.length])}${turn < FEATURES.length ? '' : turn}`;
    const size = Math.floor((inFeatures * (index + 1)) / count) - Math.floor((inFeatures * index) / count);
    const settings = index % 5 < 2;
    area.features.push(planFeature({ id, area: area.id, count: size, settings }, kit, dice));
  }
  return { areas, ...kit };
}

/** Lets every n-th component of the first page import the hub, and has the bench's leaf say so. */
function mark(features) {
  const able = features.flatMap(feature => feature.components).filter(component => !component.lazy && !component.text);
  const importers = Math.min(HUB_IMPORTERS, Math.floor(able.length / 2));
  for (let index = 0; index < importers; index++) able[Math.floor((index * able.length) / importers)].hub = true;
  features[0].leaf.marked = 'leaf-0';
  return importers;
}

function write(dir, files) {
  const counts = { tsx: 0, ts: 0, css: 0, lines: 0 };
  const made = new Set();
  for (const [path, text] of files) {
    const folder = dirname(join(dir, path));
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    writeFileSync(join(dir, path), text);
    const extension = path.split('.').at(-1);
    if (extension in counts && !path.endsWith('.d.ts')) counts[extension] += 1;
    if (extension === 'tsx') counts.lines += text.split('\n').length - 1;
  }
  return counts;
}

function* files(app, features, dice) {
  yield* projectFiles(app);
  for (const feature of features) yield* featureFiles(feature, dice);
}

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      modules: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      install: { type: 'boolean' },
    },
  });
  const modules = Number(values.modules);
  if (positionals.length !== 1 || !Number.isInteger(modules) || modules < LEAST) {
    console.error(`usage: generate.mjs DIR [--modules N] [--seed N] [--install], N at least ${LEAST}`);
    process.exit(2);
  }
  const dir = resolve(positionals[0]);
  const dice = random(Number(values.seed));
  const app = plan(modules, dice);
  const features = app.areas.flatMap(area => area.features);
  const hubImporters = mark(features);
  for (const old of ['src', 'packages', 'dist']) rmSync(join(dir, old), { recursive: true, force: true });
  const counts = write(dir, files({ ...app, total: modules }, features, dice));
  if (counts.tsx !== modules) throw new Error(`${counts.tsx} TSX modules in place of ${modules}`);
  const lazy = features.filter(feature => feature.settings).length * SETTINGS;
  const bench = {
    ...counts,
    lazy,
    hubImporters,
    ready: features.reduce((sum, feature) => sum + feature.count, 0),
    leaf: { file: features[0].leaf.file, selector: '[data-leaf]', text: 'leaf-0' },
    hub: { file: 'src/lib/hub.ts', selector: '[data-hub]', text: 'hub-0' },
  };
  writeFileSync(join(dir, 'bench.json'), `${JSON.stringify(bench, null, 2)}\n`);
  console.log(JSON.stringify(bench));
  if (values.install && !existsSync(join(dir, 'node_modules/@bench'))) install(dir);
}

function install(dir) {
  const flags = ['--legacy-peer-deps', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
  const { status } = spawnSync('npm', ['install', ...flags], { cwd: dir, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

main();
