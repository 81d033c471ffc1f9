// A static file server for build output: any origin may read it, nothing is cached, ports are free ones.
//   node serve.mjs DIR...      serves each directory on a port of its own and prints `URL DIR`, one a line
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

function fileOf(root, path) {
  const file = resolve(root, `.${path}`);
  const isInside = file.startsWith(root + sep);
  return isInside && existsSync(file) && statSync(file).isFile() ? file : undefined;
}

const escaped = text => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** In one pass: a port that was put in may begin like an address that is still to be replaced. */
function replaced(text, replace) {
  const wanted = new RegExp(Object.keys(replace).map(escaped).join('|'), 'g');
  return text.replace(wanted, found => replace[found]);
}

/**
 * Serves `dir`. `virtual` maps a path to a value that is sent as JSON, `scripts` a path to the text of a script;
 * `replace` maps texts in the scripts of `dir` to others: addresses that were not known when they were built.
 * Paths without extension fall back to index.html, as single page apps want.
 */
export function serve(dir, { virtual = {}, scripts = {}, replace = {}, port = 0 } = {}) {
  const root = resolve(dir);
  const answer = (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cache-Control', 'no-store');
    if (path in virtual) {
      response.setHeader('Content-Type', TYPES['.json']);
      response.end(JSON.stringify(virtual[path]));
      return;
    }
    if (path in scripts) {
      response.setHeader('Content-Type', TYPES['.js']);
      response.end(scripts[path]);
      return;
    }
    const file = fileOf(root, path) ?? (extname(path) === '' ? fileOf(root, '/index.html') : undefined);
    if (!file) {
      response.statusCode = 404;
      response.end('not found');
      return;
    }
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
    if (extname(file) === '.js' && Object.keys(replace).length > 0) {
      response.end(replaced(readFileSync(file, 'utf8'), replace));
    } else {
      createReadStream(file).pipe(response);
    }
  };
  return new Promise((started, failed) => {
    const server = createServer(answer);
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      started({
        url: `http://localhost:${server.address().port}`,
        root,
        close: () => {
          server.closeAllConnections();
          server.close();
        },
      });
    });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const dir of process.argv.slice(2)) {
    const { url } = await serve(dir);
    console.log(`${url} ${join(dir)}`);
  }
}
