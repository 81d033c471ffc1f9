// Makes what the browser specs open: `node prepare.mjs OUT [HOST...]`, with MFBUILD_BIN set to our binary.
// Without MFBUILD_BIN the remotes are built by Rspack, which shows whether a spec or our output is to blame.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const apps = fileURLToPath(new URL('..', import.meta.url));
const out = resolve(process.argv[2]);
const chosen = process.argv.slice(3);
const binary = process.env.MFBUILD_BIN;

const REMOTES = ['backstage-plugin', 'react-remote', 'module-remote'];
const HOSTS = [
  { name: 'host-runtime', command: ['host-runtime/build.mjs'] },
  { name: 'host-backstage', command: ['host-backstage/build.mjs'] },
  { name: 'host-rspack', command: ['host-bundled/build.mjs', 'rspack'] },
  { name: 'host-webpack', command: ['host-bundled/build.mjs', 'webpack'] },
  { name: 'host-webpack-core', command: ['host-bundled/build.mjs', 'webpack-core'] },
];

function run(what, program, args) {
  const started = performance.now();
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
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

rmSync(join(out, 'remotes'), { recursive: true, force: true });
mkdirSync(join(out, 'hosts', 'host-runtime'), { recursive: true });
for (const name of REMOTES) buildRemote(name);
for (const host of HOSTS) if (chosen.length === 0 || chosen.includes(host.name)) buildHost(host);
writeFileSync(join(out, 'made-by'), binary ? 'mfbuild' : 'rspack');
