// Serves the demo: `node demo.mjs` prints addresses, `node demo.mjs --check` opens them headless and ends.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from './serve.mjs';

const out = process.env.MFBUILD_TEST_OUT;
const servers = [];

async function start(dir, options) {
  const server = await serve(join(out, dir), options);
  servers.push(server);
  return server.url;
}

async function remote(name) {
  const url = await start(`remotes/${name}`);
  const manifest = JSON.parse(readFileSync(join(out, 'remotes', name, 'mf-manifest.json'), 'utf8'));
  return { name: manifest.name, entry: `${url}/mf-manifest.json` };
}

const plugin = { packageName: '@acme/plugin-inventory', exposes: ['.', './alpha'], ...(await remote('backstage-plugin')) };
const reactRemote = await remote('react-remote');
const moduleRemote = await remote('module-remote');

const portal = await start('hosts/host-backstage', {
  virtual: { '/remotes.json': [plugin] },
  scripts: { '/runtime.js': readFileSync(join(out, 'hosts/host-runtime/runtime-2.9.js'), 'utf8') },
});
const page = await start('hosts/host-runtime', {
  virtual: {
    '/remotes.json': {
      share: true,
      remotes: [
        { ...reactRemote, render: ['./App'] },
        { ...moduleRemote, render: ['./Clock'] },
      ],
    },
  },
});

const addresses = { 'Backstage app': `${portal}/inventory`, 'React 19 page': `${page}/2.9-react-19.html` };
for (const [name, address] of Object.entries(addresses)) console.log(`${name}: ${address}`);

/** Opens both pages, uses them a little, and saves a picture of each. */
async function check() {
  const { assertClean, launch, open, outDir, picture, sees } = await import('../specs/support.mjs');
  const browser = await launch();
  try {
    const inventory = await open(browser.context, addresses['Backstage app']);
    await sees(inventory, 'inventory', 'Parts of Acme Portal');
    await sees(inventory, 'stock-banner', '2 parts are running low');
    await inventory.page.getByRole('button', { name: 'Reserve one' }).click();
    await sees(inventory, 'reserved', '1 reserved');
    await picture(inventory.page, 'demo-backstage');
    assertClean(inventory);

    const both = await open(browser.context, addresses['React 19 page']);
    await sees(both, 'react-remote', 'React remote');
    await sees(both, 'module-remote-face', '0 ticks');
    await both.page.getByRole('link', { name: 'Catalog' }).click();
    await sees(both, 'catalog', '24.50 EUR');
    await picture(both.page, 'demo-react');
    assertClean(both);
    assert.equal(await both.page.evaluate(() => globalThis.__HOST__.version), '19.3.1');
    console.log(`demo checked: 2 passed, 0 failed; pictures in ${join(outDir, 'screenshots')}`);
  } finally {
    await browser.close();
    for (const server of servers) server.close();
  }
}

if (process.argv.includes('--check')) await check();
else console.log('Press Ctrl-C to stop.');
