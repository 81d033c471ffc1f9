// A Backstage app built by mfbuild: equal to what backstage-cli makes of it where others read it, and at work in a
// browser with remotes of four makers that a backend lists.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SECRETS, VARIANTS } from '../backstage-app/variants.mjs';
import { readApp } from '../tools/app-output.mjs';
import { serveBackstage } from '../tools/backend.mjs';
import { copyTree } from '../tools/copy.mjs';
import { serve } from '../tools/serve.mjs';
import {
  assertClean,
  hostDir,
  isOurs,
  launch,
  manifestOf,
  open,
  picture,
  remoteDir,
  sees,
  shareScope,
  styleOf,
} from './support.mjs';

const home = fileURLToPath(new URL('../backstage-app', import.meta.url));
const appDir = join(home, 'packages/app');
const MAKERS = ['mfbuild', 'rspack', 'webpack', 'vite'];
const COLOURS = {
  mfbuild: 'rgb(227, 242, 253)',
  rspack: 'rgb(255, 243, 224)',
  webpack: 'rgb(232, 245, 233)',
  vite: 'rgb(243, 229, 245)',
};
/** Who reads the tables: the released loader by one of them, the documented code by the other. */
const LOADERS = { released: 'app', documented: 'app-next', remotesFirst: 'app-next' };
const skip = isOurs ? false : 'Rspack does not make these files';

let browser;
const servers = [];

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
  for (const server of servers) server.close();
});

for (const [variant, { path }] of Object.entries(VARIANTS)) {
  describe(`Backstage app, variant ${variant}, beside backstage-cli`, { skip }, () => {
    const { page, template, schemas, files, tables } = JSON.parse(
      readFileSync(join(home, 'reference', `${variant}.json`), 'utf8'),
    );
    const dir = hostDir(`backstage-app-${variant}`);
    let ours;

    before(async () => {
      ours = await readApp(browser.context, { dir, appDir, path });
    });

    test('has the same head and body', () => {
      assert.deepEqual(ours.page.head, page.head);
      assert.equal(ours.page.body, page.body);
      assert.equal(ours.page.comments, page.comments);
    });

    test('has the same config script', () => assert.deepEqual(ours.page.configs, page.configs));

    test('adds the same tags to the template, and nothing else', () => {
      assert.deepEqual(ours.template.added, template.added);
      assert.equal(ours.template.isSource, template.isSource);
    });

    test('writes the same schemas', () => {
      assert.equal(ours.schemas.version, schemas.version);
      const names = list => list.schemas.map(({ packageName, path: file }) => `${packageName} ${file}`);
      assert.deepEqual(names(ours.schemas), names(schemas));
      for (const [index, schema] of schemas.schemas.entries()) {
        // A newer release of an installed package may have another schema.
        if (schema.version === ours.schemas.schemas[index].version)
          assert.deepEqual(ours.schemas.schemas[index], schema);
      }
    });

    test('copies the same files', () => assert.deepEqual(ours.files, files));

    test('puts the same tables on `window`', () => {
      assert.deepEqual(ours.tables.released, tables.released);
      assert.deepEqual(ours.tables.discovered, tables.discovered);
      const documented = tables.released.items.map(({ name, version, lib, shareConfig }) => [
        name,
        { version, ...shareConfig, module: lib },
      ]);
      assert.deepEqual(ours.tables.documented, Object.fromEntries(documented));
    });

    test('holds no value of the backend', () => {
      for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const text = readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'latin1');
        for (const secret of SECRETS) assert.ok(!text.includes(secret), `${entry.name} holds ${secret}`);
      }
    });
  });
}

/** Every file of a build and its bytes. */
function contents(dir) {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = files.map(entry => join(entry.parentPath ?? entry.path, entry.name)).sort();
  return new Map(paths.map(path => [relative(dir, path), readFileSync(path)]));
}

test(
  'is the same from another directory and with one thread',
  { skip: process.env.MFBUILD_BIN ? skip : 'no MFBUILD_BIN' },
  () => {
    const place = mkdtempSync(join(tmpdir(), 'mfbuild-elsewhere-'));
    try {
      copyTree(home, join(place, 'portal'));
      const out = join(place, 'out');
      const { status, stderr } = spawnSync(process.env.MFBUILD_BIN, ['build', '--out-dir', out], {
        cwd: join(place, 'portal/packages/app'),
        env: { ...process.env, RAYON_NUM_THREADS: '1' },
      });
      assert.equal(status, 0, String(stderr));
      const here = contents(hostDir('backstage-app-default'));
      const elsewhere = contents(out);
      assert.deepEqual([...elsewhere.keys()], [...here.keys()]);
      assert.deepEqual(
        [...here.keys()].filter(path => !here.get(path).equals(elsewhere.get(path))),
        [],
      );
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  },
);

function remoteOf(maker) {
  const dir = remoteDir(`backstage-${maker}`);
  const { name } = manifestOf(`backstage-${maker}`);
  return { packageName: `@acme/plugin-${maker}`, name, exposes: ['.', './alpha'], dir };
}

async function openApp(address, { variant = 'default', remotes = MAKERS.map(remoteOf), ...rest } = {}) {
  const server = await serveBackstage({ app: hostDir(`backstage-app-${variant}`), remotes, ...rest });
  servers.push(server);
  return { ...(await open(browser.context, server.url + address)), server };
}

/** Goes to the page of a maker by its entry in the app's navigation and uses it. */
async function visit(opened, maker, { greeting = 'Good morning', basename = '' } = {}) {
  const { page } = opened;
  await page
    .getByTestId('sidebar-root')
    .getByRole('link', { name: `Made by ${maker}` })
    .click();
  // The api and the configuration are the app's, the location is its router's.
  await sees(opened, `page-${maker}`, `${greeting}, ${maker}`);
  await sees(opened, `page-${maker}`, new RegExp(`/${maker} of Acme Portal[^,]*, 3\\.00 EUR`));
  assert.equal(new URL(page.url()).pathname, `${basename}/${maker}`);
  await page.getByRole('button', { name: `${maker}: 0` }).click();
  await page.getByRole('button', { name: `${maker}: 1` }).waitFor();
  assert.equal(await styleOf(page, `.${maker}-page`, 'background-color'), COLOURS[maker]);
  assert.match(await styleOf(page, `.${maker}-page`, 'background-image'), /\.svg/);
  // The theme of the app: `makeStyles` and `useTheme` must be the app's copy.
  assert.equal(await page.getByTestId(`page-${maker}`).getAttribute('data-primary'), '#1F5493');
  assert.equal(await styleOf(page, `.${maker}-page`, 'border-left-color'), 'rgb(31, 84, 147)');

  await page.getByRole('link', { name: 'details' }).click();
  await sees(opened, `details-${maker}`, `Details of ${maker}, 1 effects`);
  assert.equal(await styleOf(page, '.maker-details', 'outline-style'), 'dashed');
  // The page stayed mounted while its lazy part came.
  await page.getByRole('button', { name: `${maker}: 1` }).waitFor();
}

/** One copy of every shared package, the app's, used by app and remotes alike. */
async function assertShared(opened, instance, makers) {
  const reacts = await opened.page.evaluate(() => {
    const [{ react: first }] = globalThis.acmeReacts;
    const isOne = react => react.useState === first.useState && react.createElement === first.createElement;
    return globalThis.acmeReacts.map(({ who, react }) => ({ who, isOne: isOne(react) }));
  });
  assert.deepEqual(new Set(reacts.map(({ who }) => who)), new Set(['app', ...makers]));
  assert.deepEqual(
    reacts.filter(({ isOne }) => !isOne),
    [],
  );

  const scope = await shareScope(opened.page);
  for (const [name, versions] of Object.entries(scope)) {
    const used = Object.values(versions).filter(({ useIn }) => useIn.length > 0);
    assert.ok(used.length <= 1, `${name} is used in ${used.length} versions`);
    for (const { from } of used) assert.equal(from, instance, `${name} does not come from the app`);
  }
  const users = name => Object.values(scope[name]).flatMap(({ useIn }) => useIn);
  for (const maker of makers) {
    for (const name of ['react', 'react-router-dom', '@material-ui/core/styles']) {
      assert.ok(users(name).includes(`acme__plugin_${maker}`), `${maker} does not use the app's ${name}`);
    }
  }
}

/** Whether what the tables load is the app's own copy. Runs in the browser. */
async function loadTables() {
  const { useState } = globalThis.acmeReacts.find(({ who }) => who === 'app').react;
  const { items } = window['__@backstage/module_federation_shared_dependencies__'];
  const documented = window['__backstage-module-federation-shared-dependencies__'] ?? {};
  const released = await Promise.all(items.map(async ({ name, lib }) => [name, await lib()]));
  const loads = Object.fromEntries(released);
  const same = await Promise.all(
    Object.entries(documented).map(async ([name, { module }]) => (await module()).default === loads[name].default),
  );
  return {
    isApps: loads.react.useState === useState && loads.react.default.useState === useState,
    exports: Object.fromEntries(released.map(([name, namespace]) => [name, Object.keys(namespace).length > 3])),
    isSame: same.every(Boolean),
  };
}

describe('Backstage app with remotes of four makers', () => {
  test('draws the pages of all makers by navigation', async () => {
    const opened = await openApp('/notes');
    const { page } = opened;
    await sees(opened, 'notes', 'Notes by Ada');
    assert.equal(await styleOf(page, '.notes-title', 'letter-spacing'), '3px');
    await picture(page, 'backstage-app-notes');
    for (const maker of MAKERS) {
      await visit(opened, maker);
      await picture(page, `backstage-app-${maker}`);
    }
    for (const maker of MAKERS) {
      assert.equal(await page.getByTestId(`mark-${maker}`).textContent(), `${maker} in Acme Portal`);
    }
    // Links of one remote lead to the pages of the next one.
    await page.getByRole('link', { name: 'to rspack' }).click();
    await sees(opened, 'page-rspack', 'Good morning, rspack');
    await page.getByRole('link', { name: 'to webpack' }).click();
    await sees(opened, 'page-webpack', 'Good morning, webpack');
    await page.goBack();
    await sees(opened, 'page-rspack', 'Good morning, rspack');
    await assertShared(opened, 'app', MAKERS);
    assertClean(opened);
  });

  test('shows the configuration, styles and files of the app', async () => {
    const opened = await openApp('/notes');
    const { page } = opened;
    await sees(opened, 'greeting', 'Good morning, Hardware and Software: 4.50 EUR');
    assert.equal(await page.title(), 'Acme Portal');
    assert.equal(await page.getByTestId('notes-mark').count(), 1);
    const { literal, removed, office } = JSON.parse(await page.getByTestId('greeting').getAttribute('data-config'));
    assert.deepEqual(
      { literal, removed, office },
      { literal: 'costs ${PRICE}', removed: undefined, office: { city: 'Berlin' } },
    );
    assert.equal(await styleOf(page, '.acme-greeting', 'background-color'), 'rgb(31, 84, 147)');
    assert.match(await styleOf(page, '.acme-greeting', 'background-image'), /\/static\/pattern\.\w+\.svg/);
    assert.equal(
      await styleOf(page, ':root', '--bui-font-weight-bold'),
      '650',
      'sheets are not in the order of their imports',
    );
    const logo = page.locator('img[src="/images/logo/acme.svg"]');
    assert.equal(await logo.evaluate(image => image.complete && image.naturalWidth > 0), true);
    assertClean(opened);
  });

  test('asks for every file of the app once', async () => {
    const opened = await openApp('/mfbuild');
    await sees(opened, 'page-mfbuild', 'Good morning, mfbuild');
    const asked = opened.responses
      .map(({ url }) => url)
      .filter(url => url.includes('/static/') && !url.includes('/.backstage/'));
    assert.deepEqual(
      asked.filter((url, index) => asked.indexOf(url) !== index),
      [],
    );
    // What no page has asked for is not there: the loaders that were not chosen, and the page of the detected plugin.
    const { documented, notes } = Object.fromEntries(
      ['documented', 'notes'].map(name => [name, asked.filter(url => url.includes(name))]),
    );
    assert.deepEqual({ documented, notes }, { documented: [], notes: [] });
    assertClean(opened);
  });

  test('opens a lazy page of a remote by its address', async () => {
    const opened = await openApp('/vite/details');
    await sees(opened, 'details-vite', 'Details of vite');
    assertClean(opened);
  });

  for (const [loader, instance] of Object.entries(LOADERS)) {
    test(`works with the loader \`${loader}\``, async () => {
      const opened = await openApp(`/notes?loader=${loader}`);
      await sees(opened, 'notes', 'Notes by Ada');
      for (const maker of MAKERS) await visit(opened, maker);
      await assertShared(opened, instance, MAKERS);
      const { isApps, exports, isSame } = await opened.page.evaluate(loadTables);
      assert.ok(isApps, 'the tables give another React than the app has');
      assert.deepEqual(
        Object.entries(exports).filter(([, isFull]) => !isFull),
        [],
      );
      assert.ok(isSame, 'the two tables give different modules');
      assertClean(opened);
    });
  }

  test('logs what a dead remote did and goes on', async () => {
    const closed = await serve(hostDir('backstage-app-default'));
    closed.close();
    const dead = [
      // The backend answers with the page of the app, as it does for every path that nobody has.
      { packageName: '@acme/plugin-dead', name: 'acme__plugin_dead', exposes: ['.'] },
      {
        packageName: '@acme/plugin-gone',
        name: 'acme__plugin_gone',
        exposes: ['.'],
        entry: `${closed.url}/mf-manifest.json`,
      },
      // A module that the remote does not have.
      { ...remoteOf('rspack'), exposes: ['.', './alpha', './nothing'] },
    ];
    const others = MAKERS.filter(maker => maker !== 'rspack').map(remoteOf);
    const opened = await openApp('/notes', { remotes: [...dead, ...others] });
    await sees(opened, 'notes', 'Notes by Ada');
    for (const maker of MAKERS) await visit(opened, maker);
    await assertShared(opened, 'app', MAKERS);
    const ids = ['acme__plugin_dead', 'acme__plugin_gone', 'acme__plugin_rspack/nothing'];
    for (const id of ids) {
      const logged = opened.problems.filter(text =>
        text.startsWith(`console: Failed to load the remote module ${id}`),
      );
      assert.equal(logged.length, 1, `${id}\n${opened.problems.join('\n')}`);
    }
    const isExpected = text =>
      text.includes(closed.url) || ids.some(id => text.includes(id)) || text.includes('ERR_CONNECTION');
    assert.deepEqual(
      opened.problems.filter(text => !isExpected(text)),
      [],
    );
  });

  test('works without a backend', async () => {
    const app = await serve(hostDir('backstage-app-default'));
    servers.push(app);
    const opened = await open(browser.context, `${app.url}/notes`);
    await sees(opened, 'notes', 'Notes by Ada');
    await opened.page.getByRole('button', { name: 'Notes: 0' }).click();
    await opened.page.getByRole('button', { name: 'Notes: 1' }).waitFor();
    assert.equal(opened.problems.length, 1);
    assert.match(opened.problems[0], /^console: Failed to fetch the list of remotes/);
  });
});

describe('Backstage app, its template filled by a backend', { skip }, () => {
  const appConfigs = base => origin => [
    {
      context: 'app',
      deprecatedKeys: [],
      data: {
        app: {
          title: 'Acme Portal by the backend',
          baseUrl: origin + base,
          packages: 'all',
          extensions: [{ 'sign-in-page:app': false }],
        },
        backend: { baseUrl: origin },
        dynamicPlugins: {},
        acme: { greeting: 'Good </script><!-- day', notice: 'Notes & <b>news</b>', teams: [{ name: 'Backend' }] },
        settings: { currency: 'EUR', rate: 1.5 },
        notes: { author: 'the backend' },
      },
    },
  ];

  // The build of the first variant knows nothing of a path, that of the second one was made for another path.
  for (const [variant, base] of [
    ['default', ''],
    ['default', '/portal'],
    ['stage', '/tools/portal'],
    ['portal', ''],
  ]) {
    test(`works at \`${base}/\` with the build of the variant ${variant}`, async () => {
      const opened = await openApp(variant === 'portal' ? '/mfbuild' : '/notes', {
        variant,
        path: base,
        appConfigs: appConfigs(base),
      });
      const { page } = opened;
      // What would end the script is taken out of the configuration.
      await sees(opened, 'greeting', 'Good > day, Backend: 4.50 EUR');
      assert.equal(await page.title(), 'Acme Portal by the backend');
      const notice = page.locator('meta[name="acme-notice"]');
      assert.equal(await notice.getAttribute('content'), 'Notes & <b>news</b>');
      for (const maker of MAKERS) await visit(opened, maker, { greeting: 'Good > day', basename: base });
      await picture(page, `backstage-app-${variant}${base.replaceAll('/', '-')}`);
      const { origin } = opened.server;
      const ofApp = opened.responses.filter(
        ({ url }) => !url.startsWith(`${origin}/.backstage/`) && url.startsWith('http'),
      );
      assert.deepEqual(
        ofApp.filter(({ url }) => !url.startsWith(`${origin}${base}/`)),
        [],
      );
      assert.equal(page.url().startsWith(`${origin}${base}/`), true);
      await assertShared(opened, 'app', MAKERS);
      assertClean(opened);
    });
  }
});
