// A page with the unmodified federation runtime, new and old, by manifest and by remoteEntry.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serve } from '../tools/serve.mjs';
import {
  assertClean,
  delivered,
  hostDir,
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

/** Opens the page of one runtime and React version with these remotes. */
async function openHost(runtime, react, remotes, share = true) {
  const host = await serve(hostDir('host-runtime'), { virtual: { '/remotes.json': { remotes, share } } });
  servers.push(host);
  return open(browser.context, `${host.url}/${runtime}-react-${react}.html`);
}

async function walkThroughReactRemote(opened, react) {
  const { page } = opened;
  await sees(opened, 'react-remote', 'React remote');
  await sees(opened, 'react-remote-start', 'Choose a page');
  await sees(opened, 'react-remote-react', react);
  const button = page.getByTestId('remote-button').first();
  await button.click();
  await button.filter({ hasText: 'Press 1' }).waitFor();
  assert.equal(await styleOf(page, '[data-testid=react-remote]', 'border-left-color'), 'rgb(31, 84, 147)');
  assert.match(await styleOf(page, 'nav', 'background-image'), /tiles\.[^"]*png/);
  assert.match(await styleOf(page, 'nav', 'font-family'), /Acme Bars/);

  await page.getByRole('link', { name: 'Catalog' }).click();
  await sees(opened, 'catalog', '24.50 EUR');
  await sees(opened, 'catalog', '3 pieces');
  await sees(opened, 'catalog', 'sold out');
  assert.equal(await styleOf(page, '.catalog-table', 'background-color'), 'rgb(250, 250, 240)');
}

async function checkFiles(opened) {
  const { page } = opened;
  await page.waitForFunction(() => document.fonts.check('16px "Acme Bars"'));
  for (const pattern of [/acme-bars\..*woff2$/, /badge\..*png$/, /mark\..*svg$/, /tiles\..*png$/, /shelf\..*svg$/]) {
    assert.equal(delivered(opened, reactRemote, pattern).length > 0, true, `${pattern} was not delivered`);
  }
  const broken = await page.locator('img').evaluateAll(images => images.filter(image => image.naturalWidth === 0).length);
  assert.equal(broken, 0, 'an image is broken');
}

for (const runtime of ['2.9', '0.21']) {
  for (const kind of ['manifest', 'remoteEntry']) {
    describe(`runtime ${runtime}, by ${kind}`, () => {
      test('draws two remotes that use the one React of the page', async () => {
        const opened = await openHost(runtime, '19', [
          { ...reactRemote.entry(kind), render: ['./App'] },
          { ...moduleRemote.entry(kind), render: ['./Clock'] },
        ]);
        await walkThroughReactRemote(opened, '19.3.1');
        await checkFiles(opened);
        await sees(opened, 'module-remote', '19.3.1');
        await opened.page.getByRole('button', { name: 'Tick' }).click();
        await sees(opened, 'module-remote-face', '1 ticks');
        assert.equal(await styleOf(opened.page, '.module-clock', 'background-color'), 'rgb(235, 245, 235)');

        const scope = await shareScope(opened.page);
        const used = Object.entries(scope.react).filter(([, { useIn }]) => useIn.length > 0);
        assert.deepEqual(used.map(([version]) => version), ['19.3.1']);
        assert.equal(used[0][1].from, 'host_runtime');
        assert.deepEqual([...new Set(used[0][1].useIn)].sort(), ['module_remote', 'react_remote']);
        await picture(opened.page, `runtime-${runtime}-${kind}`);
        assertClean(opened);
      });

      test('works with React 18 of the page', async () => {
        const opened = await openHost(runtime, '18', [{ ...reactRemote.entry(kind), render: ['./App', './Button'] }]);
        await walkThroughReactRemote(opened, '18.3.1');
        await opened.page.getByRole('button', { name: 'Host says 0' }).click();
        await opened.page.getByRole('button', { name: 'Host says 1' }).waitFor();
        assertClean(opened);
      });

      test('falls back to its own copies where the page shares nothing', async () => {
        const opened = await openHost(runtime, '19', [{ ...reactRemote.entry(kind), render: ['./mount'] }], false);
        await walkThroughReactRemote(opened, '19.3.1');
        const scope = await shareScope(opened.page);
        assert.equal(scope.react['19.3.1'].from, 'react_remote');
        assertClean(opened);
      });
    });
  }
}

describe('semantics', () => {
  test('the bundle behaves as its sources do', async () => {
    const opened = await openHost('2.9', '19', [{ ...reactRemote.entry('manifest'), render: ['./App'] }]);
    await sees(opened, 'react-remote', 'React remote');
    await opened.page.getByRole('link', { name: 'Semantics' }).click();
    await sees(opened, 'semantics', 'evaluation order');
    const facts = await opened.page
      .locator('[data-fact]')
      .evaluateAll(list => Object.fromEntries(list.map(fact => [fact.dataset.fact, fact.textContent])));
    assert.deepEqual(facts, {
      'evaluation order': 'settings start, settings ready, route runs',
      'awaited value': 'EUR',
      'live binding': '42',
      'import cycle': 'first after first',
      'cjs default is module.exports': '2 boxes',
      'cjs named import': 'piece box',
      'cjs typeof require': 'true',
      'cjs namespace of an object': 'default plural sample units',
      'immer of price-tag has a default export': 'true',
      'immer of stock-badge has a default export': 'false',
      'node env': 'production',
    });
    const scope = await shareScope(opened.page);
    assert.deepEqual(Object.keys(scope.immer).sort(), ['10.2.0', '9.0.21']);
    assertClean(opened);
  });

  test('a thrown error leads back to the TSX line', async () => {
    const opened = await openHost('2.9', '19', [{ ...reactRemote.entry('manifest'), render: ['./App'] }]);
    await sees(opened, 'react-remote', 'React remote');
    await opened.page.getByRole('link', { name: 'Failure' }).click();
    await opened.page.getByRole('button', { name: 'Fail' }).click();
    const failure = await sees(opened, 'failure', 'exploded: asked to');
    const { source, text } = originalFrame(await failure.innerText(), reactRemote);
    assert.match(source, /src\/routes\/Failure\.tsx$/);
    assert.match(text, /throw new Error\(`exploded/);
    assertClean(opened);
  });
});
