// Serves the demo: `node demo.mjs` prints addresses, `node demo.mjs --check` opens them headless and ends.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveBackstage } from './backend.mjs';
import { serve } from './serve.mjs';

const MAKERS = ['mfbuild', 'rspack', 'webpack', 'vite'];
const out = process.env.MFBUILD_TEST_OUT;
const servers = [];

async function start(dir, options) {
  const server = await serve(join(out, dir), options);
  servers.push(server);
  return server.url;
}

const nameOf = dir => JSON.parse(readFileSync(join(out, dir, 'mf-manifest.json'), 'utf8')).name;

async function remote(name) {
  const url = await start(`remotes/${name}`);
  return { name: nameOf(`remotes/${name}`), entry: `${url}/mf-manifest.json` };
}

/** A plugin that the backend lists and serves. */
function plugin(packageName, name) {
  const dir = `remotes/${name}`;
  return { packageName, name: nameOf(dir), exposes: ['.', './alpha'], dir: join(out, dir) };
}

async function portal() {
  const makers = MAKERS.map(maker => plugin(`@acme/plugin-${maker}`, `backstage-${maker}`));
  const remotes = [plugin('@acme/plugin-inventory', 'backstage-plugin'), ...makers];
  const server = await serveBackstage({ app: join(out, 'hosts/backstage-app-default'), remotes });
  servers.push(server);
  return server.url;
}

/** The host was built with the addresses of its remotes: here they get those of the moment. */
async function reactHost() {
  const replace = {};
  for (const [index, maker] of MAKERS.entries()) {
    replace[`http://localhost:430${index + 1}`] = await start(`remotes/maker_${maker}`);
  }
  return start('hosts/react-host', { replace });
}

async function runtimePage() {
  const reactRemote = { ...(await remote('react-remote')), render: ['./App'] };
  const moduleRemote = { ...(await remote('module-remote')), render: ['./Clock'] };
  const virtual = { '/remotes.json': { share: true, remotes: [reactRemote, moduleRemote] } };
  return start('hosts/host-runtime', { virtual });
}

const addresses = {
  'Backstage app': `${await portal()}/inventory`,
  'React 19 app': await reactHost(),
  'Page with the federation runtime alone': `${await runtimePage()}/2.9-react-19.html`,
};
for (const [name, address] of Object.entries(addresses)) console.log(`${name}: ${address}`);

/** Opens the pages, uses them a little, and saves a picture of each. */
async function check() {
  const { assertClean, launch, open, outDir, picture, sees } = await import('../specs/support.mjs');
  const browser = await launch();
  const [backstage, app, page] = Object.values(addresses);
  try {
    const inventory = await open(browser.context, backstage);
    await sees(inventory, 'inventory', 'Parts of Acme Portal');
    await sees(inventory, 'stock-banner', '2 parts are running low');
    await inventory.page.getByRole('button', { name: 'Reserve one' }).click();
    await sees(inventory, 'reserved', '1 reserved');
    await inventory.page.getByRole('link', { name: 'Made by vite' }).click();
    await sees(inventory, 'page-vite', 'Good morning, vite');
    await picture(inventory.page, 'demo-backstage');
    assertClean(inventory);

    const host = await open(browser.context, app);
    for (const maker of MAKERS) await sees(host, `card-${maker}`, maker);
    await picture(host.page, 'demo-react-host');

    const both = await open(browser.context, page);
    await sees(both, 'react-remote', 'React remote');
    await sees(both, 'module-remote-face', '0 ticks');
    await both.page.getByRole('link', { name: 'Catalog' }).click();
    await sees(both, 'catalog', '24.50 EUR');
    await picture(both.page, 'demo-react');
    assertClean(both);
    assert.equal(await both.page.evaluate(() => globalThis.__HOST__.version), '19.3.1');
    console.log(`demo checked: 3 passed, 0 failed; pictures in ${join(outDir, 'screenshots')}`);
  } finally {
    await browser.close();
    for (const server of servers) server.close();
  }
}

if (process.argv.includes('--check')) await check();
else console.log('Press Ctrl-C to stop.');
