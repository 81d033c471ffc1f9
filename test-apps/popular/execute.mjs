// Runs one of the functions in a process of its own and prints what it gives:
// `node execute.mjs source FILE`, or `node execute.mjs bundle DIR EXPOSE`.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';
import { openPage, setCurrentScript } from './page.mjs';

const TIMEOUT = 60_000;

/** Text for any value; functions, symbols and big numbers have one too. */
function textOf(value) {
  return JSON.stringify(value, (key, inner) => {
    if (inner === undefined) return '(undefined)';
    if (inner instanceof Error) return `${inner.name}: ${inner.message}`;
    return ['bigint', 'function', 'symbol'].includes(typeof inner)
      ? `(${typeof inner}) ${String(inner?.name ?? inner)}`
      : inner;
  });
}

function runScript(dir, file) {
  setCurrentScript(file);
  runInThisContext(readFileSync(join(dir, file), 'utf8'), { filename: join(dir, file) });
  setCurrentScript(null);
}

/** The exposed module. All chunks are there before the entry, so nothing has to be loaded. */
async function fromBundle(dir, expose) {
  for (const file of readdirSync(join(dir, 'static'))) if (file.endsWith('.js')) runScript(dir, join('static', file));
  runScript(dir, 'remoteEntry.js');
  const { metaData } = JSON.parse(readFileSync(join(dir, 'mf-manifest.json'), 'utf8'));
  const container = globalThis[metaData.globalName];
  await container.init({});
  return (await container.get(expose))();
}

async function result([kind, where, expose]) {
  openPage();
  const module =
    kind === 'source' ? await import(pathToFileURL(resolve(where)).href) : await fromBundle(resolve(where), expose);
  return module.default();
}

const { stdout } = process;
for (const level of ['log', 'info', 'warn', 'error', 'debug']) console[level] = () => {};
setTimeout(() => process.exit(1), TIMEOUT).unref();
const outcome = await result(process.argv.slice(2)).then(
  value => ({ value: textOf(value) }),
  error => ({ error: String(error?.stack ?? error) }),
);
// Timers and sockets that a library keeps would keep the process too.
stdout.write(JSON.stringify(outcome), () => process.exit(0));
