// What the scripts of this folder share: builds by mfbuild and by Rspack, sizes, and functions run in Node.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const run = promisify(execFile);
const LIMIT = { maxBuffer: 1 << 28, timeout: 120_000 };
const environment = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', TZ: 'UTC' };

export const here = fileURLToPath(new URL('.', import.meta.url));

/** Where builds go: one folder a build. */
export const outDir = fileURLToPath(new URL('../../target/popular', import.meta.url));

const ourBinary = process.env.MFBUILD_BIN ?? fileURLToPath(new URL('../../target/release/mfbuild', import.meta.url));

/** A config file in the output directory; the JSON of `config`. */
export function writeConfig(name, config) {
  mkdirSync(outDir, { recursive: true });
  const file = join(outDir, `${name}.json`);
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** Builds with mfbuild the package in `root`. */
export async function buildOurs(name, config, { minify = true, maps = false, root = here } = {}) {
  const dir = join(outDir, name);
  const kind = [minify ? '--minify' : '--no-minify', maps ? '--sourcemap' : '--no-sourcemap'];
  const choices = [...kind, '--config', config, '--out-dir', dir];
  const { stderr } = await run(ourBinary, ['build', '--module-federation', ...choices, root], {
    ...LIMIT,
    env: environment,
  });
  writeFileSync(`${dir}.messages`, stderr);
  return dir;
}

/** Builds with Rspack, as the other remotes. */
export async function buildTheirs(name, config, { minify = true, maps = false, root = here } = {}) {
  const dir = join(outDir, name);
  rmSync(dir, { recursive: true, force: true });
  const script = fileURLToPath(new URL('../peers/rspack.mjs', import.meta.url));
  const choices = ['--config', config, ...(maps ? [] : ['--no-maps']), ...(minify ? [] : ['--no-minify'])];
  await run(process.execPath, [script, root, dir, ...choices], { ...LIMIT, env: environment });
  return dir;
}

/** All scripts of a build, with their sizes; links to source maps are not counted. */
export function scriptsOf(dir) {
  const files = readdirSync(dir, { recursive: true })
    .filter(file => file.endsWith('.js'))
    .sort();
  return files.map(file => ({ file: file.replaceAll('\\', '/'), ...sizeOf(readFileSync(join(dir, file), 'utf8')) }));
}

function sizeOf(text) {
  const code = text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '');
  return { raw: Buffer.byteLength(code), gzip: gzipSync(code, { level: 9 }).length };
}

/** Sizes of some scripts together. */
export function total(scripts) {
  const sum = kind => scripts.reduce((result, script) => result + script[kind], 0);
  return { raw: sum('raw'), gzip: sum('gzip') };
}

/** What an exposed function gives in a bundle: `{ value }` as text, or `{ error }`. */
export const fromBundle = (dir, expose) => execute([], ['bundle', dir, expose]);

/**
 * The same function of the sources, in Node alone. Packages resolve as they do in bundles for browsers; where Node
 * cannot load what they have for browsers, as they do in Node.
 */
export async function fromSource(file, root = here) {
  const words = ['source', join(root, file)];
  const found = await execute(['-C', 'browser', '-C', 'module'], words);
  return found.error ? execute([], words) : found;
}

async function execute(flags, words) {
  const script = join(here, 'execute.mjs');
  try {
    const { stdout } = await run(process.execPath, ['--no-warnings', ...flags, script, ...words], {
      ...LIMIT,
      env: environment,
    });
    return JSON.parse(stdout);
  } catch (error) {
    return { error: `the process ended: ${error.message}` };
  }
}

/** Says how two outcomes differ, or nothing when they are equal and no errors. */
export function difference(expected, found) {
  if (expected.error) return `in Node: ${expected.error}`;
  if (found.error) return `in the bundle: ${found.error}`;
  if (expected.value === found.value) return undefined;
  const at = [...expected.value].findIndex((letter, index) => letter !== found.value[index]);
  const part = text => text.slice(Math.max(0, at - 40), at + 80);
  return `Node gives …${part(expected.value)}…\n  the bundle …${part(found.value)}…`;
}
