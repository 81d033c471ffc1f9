// Makes what the browser specs open: `node prepare.mjs OUT [HOST...]`, with MFBUILD_BIN set to our binary.
// Without MFBUILD_BIN the remotes are built by Rspack, which shows whether a spec or our output is to blame.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VARIANTS } from '../backstage-app/variants.mjs';

const apps = fileURLToPath(new URL('..', import.meta.url));
const out = resolve(process.argv[2]);
const chosen = process.argv.slice(3);
const binary = process.env.MFBUILD_BIN;

const REMOTES = ['backstage-plugin', 'react-remote', 'module-remote'];
// One remote, built four times, for `react-host`; one plugin each, for `backstage-app`.
const MAKERS = ['mfbuild', 'rspack', 'webpack', 'vite'];
const HOSTS = [
  { name: 'host-runtime', command: ['host-runtime/build.mjs'] },
  { name: 'host-backstage', command: ['host-backstage/build.mjs'] },
  { name: 'host-rspack', command: ['host-bundled/build.mjs', 'rspack'] },
  { name: 'host-webpack', command: ['host-bundled/build.mjs', 'webpack'] },
  { name: 'host-webpack-core', command: ['host-bundled/build.mjs', 'webpack-core'] },
];

function run(what, program, args, options = {}) {
  const started = performance.now();
  const { status, error } = spawnSync(program, args, { stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0) {
    console.error(`${what} failed`);
    process.exit(1);
  }
  console.log(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function buildRemote(name) {
  const source = join(apps, name);
  const target = join(out, 'remotes', name);
  if (binary) run(name, binary, ['build', '--module-federation', source, '--out-dir', target]);
  else run(name, process.execPath, [join(apps, 'peers/rspack.mjs'), source, target]);
}

function buildHost({ name, command: [script, ...args] }) {
  run(name, process.execPath, [join(apps, script), ...args, join(out, 'hosts', name)]);
}

/** An app of ours and the remotes that it asks for by name. */
function buildReactHost() {
  for (const maker of MAKERS) {
    const name = `maker_${maker}`;
    run(name, process.execPath, [join(apps, 'makers/build.mjs'), maker, join(out, 'remotes', name)]);
  }
  const source = join(apps, 'react-host');
  const configs = { 'react-host': 'mfbuild.config.json', 'react-host-forms': 'mfbuild.forms.json' };
  for (const [name, config] of Object.entries(configs)) {
    const target = join(out, 'hosts', name);
    if (binary) run(name, binary, ['build', source, '--config', join(source, config), '--out-dir', target]);
    else run(name, process.execPath, [join(source, 'rspack.mjs'), config, target]);
  }
}

/** A Backstage app of ours in all variants, and plugins of four makers for its backend to list. */
function buildBackstageApp() {
  for (const maker of MAKERS) {
    const name = `backstage-${maker}`;
    run(name, process.execPath, [join(apps, 'backstage-app/makers.mjs'), maker, join(out, 'remotes', name)]);
  }
  const cwd = join(apps, 'backstage-app/packages/app');
  for (const [variant, { args, env }] of Object.entries(VARIANTS)) {
    const name = `backstage-app-${variant}`;
    const target = join(out, 'hosts', name);
    if (binary) run(name, binary, ['build', '--out-dir', target, ...args], { cwd, env: { ...process.env, ...env } });
    else if (variant === 'default') run(name, process.execPath, [join(apps, 'peers/rspack-app.mjs'), cwd, target]);
  }
}

/** The page that the specs of `mfbuild start` open in builds that do not change. */
function buildDevHosts() {
  const source = join(apps, 'dev-app');
  for (const mode of ['development', 'production']) {
    const name = `dev-host-rspack-${mode}`;
    run(name, process.execPath, [join(source, 'rspack.mjs'), mode, join(out, 'hosts', name)]);
  }
  const target = join(out, 'hosts', 'dev-host-mfbuild');
  if (binary) {
    const config = join(source, 'mfbuild.host.json');
    run('dev-host-mfbuild', binary, ['build', source, '--config', config, '--out-dir', target]);
  }
}

rmSync(join(out, 'remotes'), { recursive: true, force: true });
mkdirSync(join(out, 'hosts', 'host-runtime'), { recursive: true });
for (const name of REMOTES) buildRemote(name);
for (const host of HOSTS) if (chosen.length === 0 || chosen.includes(host.name)) buildHost(host);
if (chosen.length === 0 || chosen.includes('react-host')) buildReactHost();
if (chosen.length === 0 || chosen.includes('backstage-app')) buildBackstageApp();
if (chosen.length === 0 || chosen.includes('dev-host')) buildDevHosts();
writeFileSync(join(out, 'made-by'), binary ? 'mfbuild' : 'rspack');
