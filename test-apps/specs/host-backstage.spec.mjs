// A real Backstage app that gets its features from our remotes, as the dynamic feature loader does.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { serve } from '../tools/serve.mjs';
import {
  assertClean,
  delivered,
  hostDir,
  isOurs,
  launch,
  open,
  originalFrame,
  picture,
  sees,
  serveRemote,
  shareScope,
  styleOf,
} from './support.mjs';

let browser;
let plugin;
let reactRemote;
const servers = [];

before(async () => {
  browser = await launch();
  plugin = await serveRemote('backstage-plugin');
  reactRemote = await serveRemote('react-remote');
  servers.push(plugin, reactRemote);
});

after(async () => {
  await browser?.close();
  for (const server of servers) server.close();
});

async function openPortal(runtime, kind, path, others = []) {
  const script = readFileSync(join(hostDir('host-runtime'), `runtime-${runtime}.js`), 'utf8');
  const remotes = [
    { packageName: '@acme/plugin-inventory', exposes: ['.', './alpha'], ...plugin.entry(kind) },
    ...others,
  ];
  const host = await serve(hostDir('host-backstage'), {
    virtual: { '/remotes.json': remotes },
    scripts: { '/runtime.js': script },
  });
  servers.push(host);
  return open(browser.context, host.url + path);
}

for (const runtime of ['2.9', '0.21']) {
  for (const kind of ['manifest', 'remoteEntry']) {
    describe(`Backstage app, runtime ${runtime}, by ${kind}`, () => {
      test('shows the page and the module of the plugin', async () => {
        const opened = await openPortal(runtime, kind, '/inventory');
        const { page } = opened;
        await sees(opened, 'stock-banner', '2 parts are running low');
        await sees(opened, 'inventory', 'Parts of Acme Portal');
        await sees(opened, 'inventory', 'Bearing 608');
        await page.getByRole('button', { name: 'Reserve one' }).click();
        await sees(opened, 'reserved', '1 reserved');

        assert.equal(await styleOf(page, '.inventory-head', 'display'), 'flex');
        assert.match(await styleOf(page, '.inventory-head', 'background-image'), /shelf\.[^"]*svg/);
        assert.equal(await styleOf(page, '.stock-banner', 'background-color'), 'rgb(255, 243, 205)');
        const label = page.getByText('B1', { exact: true });
        assert.equal(await label.evaluate(node => getComputedStyle(node).backgroundColor), 'rgb(31, 84, 147)');
        if (isOurs) assert.equal(await styleOf(page, '.stock-banner', 'text-align'), 'center');
        for (const pattern of [/crate\..*svg$/, /shelf\..*svg$/]) {
          assert.equal(delivered(opened, plugin, pattern).length > 0, true, `${pattern} was not delivered`);
        }
        await picture(page, `backstage-${runtime}-${kind}`);

        await page.getByRole('link', { name: 'Bearing 608' }).click();
        await sees(opened, 'part-details', 'bearing-608');
        assert.equal(await styleOf(page, '.part-details', 'outline-color'), 'rgb(31, 84, 147)');
        assertClean(opened);
      });

      test('uses the one React of the app, with a second remote beside it', async () => {
        const beside = { packageName: '@acme/react-remote', exposes: ['./Button'], ...reactRemote.entry(kind) };
        const opened = await openPortal(runtime, kind, '/inventory', [beside]);
        await sees(opened, 'inventory', 'Parts of Acme Portal');
        await opened.page.getByRole('button', { name: 'Portal says 0' }).click();
        await opened.page.getByRole('button', { name: 'Portal says 1' }).waitFor();
        const scope = await shareScope(opened.page);
        for (const name of ['react', 'react-dom', 'react-router-dom']) {
          const used = Object.entries(scope[name]).filter(([, { useIn }]) => useIn.length > 0);
          assert.equal(used.length, 1, `${name} is used in ${used.length} versions`);
          assert.equal(used[0][1].from, 'host_backstage');
          assert.ok(used[0][1].useIn.includes('acme__plugin_inventory'), `${name} is not used by the plugin`);
        }
        assert.ok(scope.react['18.3.1'].useIn.includes('react_remote'));
        assertClean(opened);
      });
    });
  }
}

test('a thrown error leads back to the line of the TypeScript source', async () => {
  const opened = await openPortal('2.9', 'manifest', '/inventory');
  await sees(opened, 'inventory', 'Parts of Acme Portal');
  await opened.page.getByRole('button', { name: 'Reserve too many' }).click();
  const failure = await sees(opened, 'failure', 'cannot reserve 10000 of bolt-m4');
  const { source, text } = originalFrame(await failure.innerText(), plugin);
  assert.match(source, /src\/stock\.ts$/);
  assert.match(text, /throw new Error\(`cannot reserve/);
  assertClean(opened);
});
