// Records what backstage-cli makes of `backstage-app`, in the form of app-output.mjs: `node reference.mjs`.
// Needs the packages of backstage-app, of specs (for the browser) and of peers/backstage-cli. The app is built in a
// copy, since backstage-cli writes into the packages that it builds.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VARIANTS } from '../backstage-app/variants.mjs';
import { readApp } from './app-output.mjs';
import { copyTree } from './copy.mjs';

const apps = fileURLToPath(new URL('..', import.meta.url));
const modules = join(apps, 'peers/backstage-cli/node_modules');
const program = join(modules, '@backstage/cli/bin/backstage-cli');

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) throw error;
  return status === 0;
}

function versions() {
  const version = name => JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version;
  const names = ['@backstage/cli', '@backstage/cli-module-build', '@backstage/config-loader', '@rspack/core'];
  return Object.fromEntries(names.map(name => [name, version(name)]));
}

const home = mkdtempSync(join(tmpdir(), 'mfbuild-reference-'));
const root = join(home, 'backstage-app');
copyTree(join(apps, 'backstage-app'), root);
const appDir = join(root, 'packages/app');
const dir = join(appDir, 'dist');
const target = join(apps, 'backstage-app/reference');
mkdirSync(target, { recursive: true });

// What the specs share wants an output directory.
process.env.MFBUILD_TEST_OUT = home;
writeFileSync(join(home, 'made-by'), 'backstage-cli');
const { launch } = await import('../specs/support.mjs');
const browser = await launch();
try {
  for (const [name, { args, env, path }] of Object.entries(VARIANTS)) {
    rmSync(dir, { recursive: true, force: true });
    const isBuilt = run(process.execPath, [program, 'package', 'build', ...args], {
      cwd: appDir,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (!isBuilt) throw new Error(`backstage-cli cannot build the variant ${name}`);
    const read = await readApp(browser.context, { dir, appDir, path });
    const file = join(target, `${name}.json`);
    writeFileSync(file, `${JSON.stringify({ madeBy: versions(), ...read }, null, 2)}\n`);
    console.log(file);
  }
} finally {
  await browser.close();
  rmSync(home, { recursive: true, force: true });
}
