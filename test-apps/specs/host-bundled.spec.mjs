// Hosts that were built with a remote in their configuration: by Rspack, by webpack, and by webpack without any runtime.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serve } from '../tools/serve.mjs';
import { assertClean, hostDir, launch, open, picture, sees, serveRemote, shareScope, styleOf } from './support.mjs';

let browser;
let reactRemote;
let moduleRemote;
const servers = [];

before(async () => {
  browser = await launch();
  reactRemote = await serveRemote('react-remote');
  moduleRemote = await serveRemote('module-remote');
  servers.push(reactRemote, moduleRemote);
});

after(async () => {
  await browser?.close();
  for (const server of servers) server.close();
});

async function openHost(bundler, kind) {
  const host = await serve(hostDir(`host-${bundler}`), {
    virtual: { '/remotes.json': [{ ...moduleRemote.entry(kind), render: ['./Clock'] }] },
    replace: { 'http://react-remote.invalid/entry': reactRemote.entry(kind).entry },
  });
  servers.push(host);
  return open(browser.context, host.url);
}

async function walk(opened, bundler) {
  const { page } = opened;
  await page.getByRole('heading', { name: `${bundler} host with React 19.3.1` }).waitFor();
  await sees(opened, 'react-remote-react', '19.3.1');
  await page.getByRole('button', { name: 'Press 0' }).click();
  await page.getByRole('button', { name: 'Press 1' }).waitFor();
  await page.getByRole('button', { name: 'Host says 0' }).click();
  await page.getByRole('button', { name: 'Host says 1' }).waitFor();
  assert.equal(await styleOf(page, '[data-testid=react-remote]', 'border-left-color'), 'rgb(31, 84, 147)');
  await page.getByRole('link', { name: 'Catalog' }).click();
  await sees(opened, 'catalog', '24.50 EUR');
  await page.waitForFunction(() => document.fonts.check('16px "Acme Bars"'));
  await picture(page, `host-${bundler}`);
}

for (const bundler of ['rspack', 'webpack']) {
  for (const kind of ['manifest', 'remoteEntry']) {
    describe(`${bundler} host, by ${kind}`, () => {
      test('draws a configured and a dynamic remote with one React', async () => {
        const opened = await openHost(bundler, kind);
        await walk(opened, bundler);
        await sees(opened, 'module-remote-react', '19.3.1');
        await opened.page.getByRole('button', { name: 'Tick' }).click();
        await sees(opened, 'module-remote-face', '1 ticks');
        const scope = await shareScope(opened.page);
        assert.deepEqual(Object.keys(scope.react), ['19.3.1']);
        assert.deepEqual(
          [...new Set(scope.react['19.3.1'].useIn)].sort(),
          ['host_bundled', 'module_remote', 'react_remote'],
        );
        assertClean(opened);
      });
    });
  }
}

test("webpack's own first generation of federation loads the container", async () => {
  const opened = await openHost('webpack-core', 'remoteEntry');
  await walk(opened, 'webpack-core');
  const asked = url => opened.responses.some(response => response.url.startsWith(reactRemote.url) && url.test(response.url));
  assert.equal(asked(/remoteEntry\.js$/), true);
  assertClean(opened);
});
