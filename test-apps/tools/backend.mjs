// What a Backstage backend does for an app and its remotes, and no more: the list of remotes, their files, and the
// page, rendered from index.html.tmpl with the configuration of the moment, as the app backend does it.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, resolve, sep } from 'node:path';

const require = createRequire(new URL('../backstage-app/package.json', import.meta.url));
const { ConfigReader } = require('@backstage/config');
const template = require('lodash/template');

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'application/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
};
const FEATURES = '/.backstage/dynamic-features';

function fileIn(dir, path) {
  const root = resolve(dir);
  const file = resolve(root, `.${path}`);
  const isInside = file.startsWith(root + sep);
  return isInside && existsSync(file) && statSync(file).isFile() ? file : undefined;
}

/** The text of index.html.tmpl as the app backend sends it for these app configs, an array of `{context, data}`. */
export function renderedTemplate(text, appConfigs) {
  const config = ConfigReader.fromConfigs(appConfigs);
  const publicPath = new URL(config.getOptionalString('app.baseUrl') ?? '/', 'http://localhost').pathname.replace(
    /\/$/,
    '',
  );
  const page = template(text, { interpolate: /<%=([\s\S]+?)%>/g })({ config, publicPath });
  const json = JSON.stringify(appConfigs, null, 2).replace(/(<\/script|<!--)/gi, '');
  return page.replace('</head>', `<script type="backstage.io/config">\n${json}\n</script></head>`);
}

/**
 * Serves the build in `app` below `path`. `remotes` are `{ packageName, name, exposes, dir }`, or with `entry` in place
 * of `dir` where somebody else serves them. With `appConfigs`, a function of the server's origin, the page is made from
 * index.html.tmpl; without it, index.html is sent as it was built.
 */
export function serveBackstage({ app, path = '', remotes = [], appConfigs }) {
  let origin;
  const listed = () =>
    remotes.map(({ packageName, name, exposes, entry }) => ({
      packageName,
      remoteInfo: { name, entry: entry ?? `${origin}${FEATURES}/remotes/${packageName}/mf-manifest.json` },
      exposedModules: exposes,
    }));
  const remoteFile = url => {
    const remote = remotes.find(({ packageName }) => url.startsWith(`${FEATURES}/remotes/${packageName}/`));
    return remote?.dir && fileIn(remote.dir, url.slice(`${FEATURES}/remotes/${remote.packageName}`.length));
  };
  const page = () => {
    if (!appConfigs) return readFileSync(join(app, 'index.html'), 'utf8');
    return renderedTemplate(readFileSync(join(app, 'index.html.tmpl'), 'utf8'), appConfigs(origin));
  };

  const answer = (request, response) => {
    const url = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    response.setHeader('Cache-Control', 'no-store');
    if (url === `${FEATURES}/remotes`) {
      response.setHeader('Content-Type', TYPES['.json']);
      response.end(JSON.stringify(listed()));
      return;
    }
    const appUrl = url.startsWith(`${path}/`) ? url.slice(path.length) : undefined;
    const isPage = appUrl === '/' || appUrl === '/index.html';
    const file = remoteFile(url) ?? (appUrl && !isPage ? fileIn(app, appUrl) : undefined);
    if (file) {
      response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
      createReadStream(file).pipe(response);
    } else if (appUrl?.startsWith('/static/') || (appUrl === undefined && url !== path)) {
      response.statusCode = 404;
      response.end('not found');
    } else {
      // Also what is asked for in vain below a remote: the app takes every path that nobody else has.
      response.setHeader('Content-Type', TYPES['.html']);
      response.end(page());
    }
  };

  return new Promise((started, failed) => {
    const server = createServer(answer);
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      origin = `http://localhost:${server.address().port}`;
      started({
        url: origin + path,
        origin,
        close: () => {
          server.closeAllConnections();
          server.close();
        },
      });
    });
  });
}
