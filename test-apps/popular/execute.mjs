// Runs one of the functions in a process of its own and prints what it gives:
// `node execute.mjs source FILE`, or `node execute.mjs bundle DIR EXPOSE`.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
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
  const manifest = JSON.parse(readFileSync(join(dir, 'mf-manifest.json'), 'utf8'));
  const chunks = [...manifest.exposes, ...manifest.shared].flatMap(({ assets: { js } }) => [...js.sync, ...js.async]);
  for (const file of new Set(chunks)) runScript(dir, file);
  runScript(dir, manifest.metaData.remoteEntry.name);
  const container = globalThis[manifest.metaData.globalName];
  await container.init({});
  return (await container.get(expose))();
}

/** For Node style sheets are no modules: here they are empty ones. */
const STYLE_HOOK = `export const load = (url, context, next) => url.endsWith('.css')
  ? { format: 'module', source: '', shortCircuit: true } : next(url, context);`;

async function result([kind, where, expose]) {
  openPage();
  register(`data:text/javascript,${encodeURIComponent(STYLE_HOOK)}`);
  const path = resolve(where);
  // By this global libraries tell Node from browsers.
  if (kind === 'bundle') delete globalThis.process;
  const module = kind === 'source' ? await import(pathToFileURL(path).href) : await fromBundle(path, expose);
  return module.default();
}

const { process } = globalThis;
const { stdout } = process;
for (const level of ['log', 'info', 'warn', 'error', 'debug']) console[level] = () => {};
setTimeout(() => process.exit(1), TIMEOUT).unref();
const outcome = await result(process.argv.slice(2)).then(
  value => ({ value: textOf(value) }),
  error => ({ error: String(error?.stack ?? error) }),
);
// Timers and sockets that a library keeps would keep the process too.
stdout.write(JSON.stringify(outcome), () => process.exit(0));
