// Reads what others read of a built Backstage app (the page, its template, the config, the schemas, the window tables)
// in a form in which builds of different tools can be compared: without hashed names, and without the number of scripts.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { serveBackstage } from './backend.mjs';

const CONFIG_TYPE = 'backstage.io/config';

/** The elements of the head, and the body, of a page. Runs in the browser. */
function readElements(html) {
  const { head, body } = new DOMParser().parseFromString(html, 'text/html');
  const element = node => {
    const attributes = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
    const text = node.textContent.trim();
    return { tag: node.localName, ...attributes, ...(text && { text }) };
  };
  const comments = [...head.childNodes].filter(node => node.nodeType === Node.COMMENT_NODE).length;
  return {
    comments,
    head: [...head.children].map(element),
    body: body.innerHTML.replace(/>\s+/g, '>').replace(/\s+</g, '<').trim(),
  };
}

/** Names of built files become `*`; neighbours that are then alike become one. */
function comparable(elements) {
  const plain = elements.map(({ text, ...element }) => {
    for (const key of ['src', 'href']) {
      if (element[key]?.includes('/static/'))
        element[key] = element[key].replace(/\/static\/.*(\.\w+)$/, '/static/*$1');
    }
    // Minifiers of html take the spaces of this one out.
    if (element.name === 'viewport') element.content = element.content.replaceAll(/,\s+/g, ',');
    // `defer` and `defer="defer"` are the same.
    if ('defer' in element) element.defer = true;
    return { ...element, ...(text !== undefined && { text: element.type === CONFIG_TYPE ? 'JSON' : text }) };
  });
  return plain.filter((element, index) => JSON.stringify(element) !== JSON.stringify(plain[index - 1]));
}

async function readPage(page, html) {
  const { comments, head, body } = await page.evaluate(readElements, html);
  const scripts = head.filter(({ type }) => type === CONFIG_TYPE);
  return { comments, head: comparable(head), body, configs: scripts.map(({ text }) => JSON.parse(text)) };
}

/** The tags that the build added to the template, and whether the rest is the template itself. */
async function readTemplate(page, text, source) {
  const at = source.indexOf('</head>');
  const end = text.length - (source.length - at);
  const { head } = await page.evaluate(readElements, `<head>${text.slice(at, end)}</head>`);
  return { isSource: text.slice(0, at) + text.slice(end) === source, added: comparable(head) };
}

const canonical = value =>
  JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

const digest = content => createHash('sha256').update(content).digest('hex').slice(0, 16);

/** Our own schemas as they are; of installed packages, whose versions may differ, the version and a hash. */
function readSchemas(dir, appDir) {
  const { schemas, backstageConfigSchemaVersion } = JSON.parse(
    readFileSync(join(dir, '.config-schema.json'), 'utf8'),
  );
  const require = createRequire(join(appDir, 'package.json'));
  const read = schemas.map(({ packageName, path, value, ...others }) => {
    const isOurs = !path.includes('node_modules');
    const { version } = isOurs ? {} : require(`${packageName}/package.json`);
    return { packageName, path, ...others, ...(isOurs ? { value } : { version, hash: digest(canonical(value)) }) };
  });
  read.sort((a, b) => (a.packageName < b.packageName ? -1 : 1));
  return { version: backstageConfigSchemaVersion, schemas: read };
}

/** Files outside `static/`, those that the bundler did not make with a hash of their content. */
function readFiles(dir) {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = files.map(entry => relative(dir, join(entry.parentPath ?? entry.path, entry.name)));
  const outside = paths.filter(path => !path.startsWith('static/')).sort();
  const isMade = path => ['index.html', 'index.html.tmpl', '.config-schema.json'].includes(path);
  return Object.fromEntries(
    outside.map(path => [path, isMade(path) ? 'made' : digest(readFileSync(join(dir, path)))]),
  );
}

/** What the entries before and after the app's own put on `window`. Runs in the browser. */
function readTables() {
  const kind = value => (typeof value === 'function' ? 'function' : value);
  const plain = entry => Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, kind(value)]));
  const released = window['__@backstage/module_federation_shared_dependencies__'];
  const documented = window['__backstage-module-federation-shared-dependencies__'];
  const discovered = window['__@backstage/discovered__'];
  return {
    released: released && { ...released, items: released.items.map(plain) },
    documented:
      documented && Object.fromEntries(Object.entries(documented).map(([name, entry]) => [name, plain(entry)])),
    discovered: discovered && {
      ...discovered,
      modules: discovered.modules.map(({ default: feature, ...module }) => ({
        ...module,
        // Left out by JSON where it is undefined, so that the key must be said.
        export: module.export ?? null,
        feature: feature.$$type,
        plugin: feature.pluginId ?? feature.id,
      })),
    },
  };
}

/** Reads the build in `dir` of the app in `appDir`, which is served below `path`, with a page of a browser. */
export async function readApp(browserContext, { dir, appDir, path }) {
  const page = await browserContext.newPage();
  const server = await serveBackstage({ app: dir, path });
  try {
    const source = [join(appDir, 'public/index.html'), join(appDir, 'src/index.html')].find(file => existsSync(file));
    const built = await readPage(page, readFileSync(join(dir, 'index.html'), 'utf8'));
    const template = readFileSync(join(dir, 'index.html.tmpl'), 'utf8');
    const read = {
      page: built,
      template: await readTemplate(page, template, readFileSync(source, 'utf8')),
      schemas: readSchemas(dir, resolve(appDir)),
      files: readFiles(dir),
    };
    await page.goto(`${server.url}/notes`, { waitUntil: 'load' });
    return { ...read, tables: await page.evaluate(readTables) };
  } finally {
    server.close();
    await page.close();
  }
}
