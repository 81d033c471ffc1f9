// Draws style sheets in Chromium, once as they are written and once as they are built, and compares computed styles.
//
// Reads one job (JSON) from standard input and writes one line for each difference to standard output.
// A job: { browser, host, sources, outputs: { mode: directory }, html, properties, graphs: [{ name, sheets }] }
// Sources are served under `/src/`, outputs under `/out/<mode>/`, and the sources as the root of `http://<host>/`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';

const job = JSON.parse(await text(process.stdin));
const TYPES = { '.css': 'text/css', '.html': 'text/html', '.png': 'image/png', '.svg': 'image/svg+xml' };
const TIME_LIMIT = 600_000;

const manifests = Object.fromEntries(
  Object.entries(job.outputs).map(([mode, out]) => [mode, JSON.parse(readFileSync(join(out, 'mf-manifest.json')))]),
);

/** The links of a graph in a mode, in order. */
function links(graph, mode) {
  if (mode === 'sources') return graph.sheets.map(sheet => `/src/${sheet}`);
  const expose = manifests[mode].exposes.find(({ name }) => name === graph.name);
  return expose.assets.css.sync.map(file => `/out/${mode}/${file}`);
}

function frame(graph, mode) {
  const tags = links(graph, mode).map(href => `<link rel="stylesheet" href="${href}">`);
  return `<!doctype html><html><head>${tags.join('')}</head><body>${job.html}</body></html>`;
}

/** The page that opens all frames, a few at a time, and sends what it reads. */
function page() {
  return `<!doctype html><body><script>
const properties = ${JSON.stringify(job.properties)};
const graphs = ${JSON.stringify(job.graphs.map(graph => graph.name))};
const modes = ${JSON.stringify(['sources', ...Object.keys(job.outputs)])};
const read = frame => {
  const { document } = frame.contentWindow;
  return [...document.body.querySelectorAll('*')].map(element => {
    const style = frame.contentWindow.getComputedStyle(element);
    return properties.map(property => style.getPropertyValue(property)).join('|');
  });
};
const draw = (name, mode) => new Promise(resolve => {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width:600px;height:100px';
  frame.onload = () => {
    const wide = read(frame);
    frame.style.width = '300px';
    const narrow = read(frame);
    frame.remove();
    resolve({ wide, narrow });
  };
  frame.src = '/frame/' + mode + '/' + name;
  document.body.append(frame);
});
const differences = [];
const compare = async name => {
  const [sources, ...built] = await Promise.all(modes.map(mode => draw(name, mode)));
  built.forEach((found, at) => {
    for (const width of ['wide', 'narrow']) {
      sources[width].forEach((expected, element) => {
        const values = found[width][element].split('|');
        expected.split('|').forEach((value, index) => {
          if (value !== values[index]) {
            const where = { name, mode: modes[at + 1], width, element, property: properties[index] };
            differences.push({ ...where, expected: value, found: values[index] });
          }
        });
      });
    }
  });
};
(async () => {
  const queue = [...graphs];
  const work = async () => { while (queue.length) await compare(queue.shift()); };
  await Promise.all(Array.from({ length: 8 }, work));
  await fetch('/done', { method: 'POST', body: JSON.stringify(differences) });
})();
</script></body>`;
}

const byName = new Map(job.graphs.map(graph => [graph.name, graph]));

function answer(request, url) {
  const [, first, mode, ...rest] = decodeURIComponent(url.pathname).split('/');
  if (request.headers.host?.split(':')[0] === job.host) return file(join(job.sources, decodeURIComponent(url.pathname)));
  if (first === '') return { type: 'text/html', body: page() };
  if (first === 'frame') return { type: 'text/html', body: frame(byName.get(rest.join('/')), mode) };
  if (first === 'src') return file(join(job.sources, mode, ...rest));
  if (first === 'out') return file(join(job.outputs[mode], ...rest));
  return undefined;
}

const file = path => ({ type: TYPES[extname(path)] ?? 'application/octet-stream', body: readFileSync(path) });

let resolve;
const done = new Promise(settle => (resolve = settle));
const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://127.0.0.1');
  if (request.method === 'POST') {
    resolve(await text(request));
    return response.end();
  }
  try {
    const found = answer(request, url);
    if (!found) throw new Error('not found');
    response.writeHead(200, { 'content-type': found.type, 'cache-control': 'max-age=600' }).end(found.body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise(ready => server.listen(0, '127.0.0.1', ready));
const { port } = server.address();
const profile = mkdtempSync(join(tmpdir(), 'mfbuild-css-'));
const browser = spawn(
  job.browser,
  [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--user-data-dir=${profile}`,
    `--host-resolver-rules=MAP ${job.host} 127.0.0.1:${port}`,
    // Without it frames below the fold wait before they are drawn.
    '--disable-renderer-backgrounding',
    `http://127.0.0.1:${port}/`,
  ],
  { stdio: 'ignore' },
);
const timer = setTimeout(() => resolve(undefined), TIME_LIMIT);
browser.on('exit', () => resolve(undefined));
browser.on('error', () => resolve(undefined));
const result = await done;
clearTimeout(timer);
browser.kill();
server.closeAllConnections();
server.close();
for (const difference of JSON.parse(result ?? 'null') ?? []) console.log(JSON.stringify(difference));
if (browser.exitCode === null) await new Promise(ended => browser.on('exit', ended));
rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
if (result === undefined) {
  console.error('the browser gave no answer');
  process.exitCode = 1;
}
