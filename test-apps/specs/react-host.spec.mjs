// A React 19 app with remotes of four makers on one page, one of them dead: built with its remotes by mfbuild.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { serve } from '../tools/serve.mjs';
import {
  assertClean,
  delivered,
  hostDir,
  isOurs,
  launch,
  open,
  picture,
  sees,
  serveRemote,
  shareScope,
  styleOf,
} from './support.mjs';

const MAKERS = ['mfbuild', 'rspack', 'webpack', 'vite'];
const REACT = '19.3.1';
const SHARED = {
  react: REACT,
  'react/jsx-runtime': REACT,
  'react-dom': REACT,
  'react-router': '7.18.5',
  '@acme/session': '1.4.0',
};
const REFUSED = 'console: Failed to load resource: net::ERR_CONNECTION_REFUSED';

let browser;
let gone;
const hosts = {};
const remotes = {};
const replace = {};

/** An address where nothing listens any more. */
function deadAddress() {
  return new Promise(found => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(`http://localhost:${port}`));
    });
  });
}

before(async () => {
  browser = await launch();
  for (const maker of MAKERS) remotes[maker] = await serveRemote(`maker_${maker}`);
  gone = await deadAddress();
  for (const [index, maker] of MAKERS.entries()) replace[`http://localhost:430${index + 1}`] = remotes[maker].url;
  replace['http://localhost:4305'] = gone;
  // The page says where the container of webpack is, or loads it itself.
  const script = `document.write('<script src="${remotes.webpack.url}/remoteEntry.js"></scr' + 'ipt>')`;
  hosts['react-host'] = await serve(hostDir('react-host'), { replace });
  hosts['react-host-forms'] = await serve(hostDir('react-host-forms'), {
    replace,
    scripts: { '/addresses.js': script },
  });
});

after(async () => {
  await browser?.close();
  for (const server of [...Object.values(hosts), ...Object.values(remotes)]) server.close();
});

const openHost = (path, name = 'react-host') => open(browser.context, hosts[name].url + path);

/** The dead remote is asked for this often, of which the browser tells, and nothing else goes wrong. */
function assertOnlyTheDeadFails({ problems }, times) {
  const failed = `failed: ${gone}/mf-manifest.json net::ERR_CONNECTION_REFUSED`;
  assert.deepEqual(problems.toSorted(), [...Array(times).fill(REFUSED), ...Array(times).fill(failed)]);
}

async function seesEveryCard(opened) {
  await sees(opened, 'card-mfbuild', 'Imported statically, Ada of Foundry');
  for (const maker of MAKERS.slice(1)) await sees(opened, `card-${maker}`, 'Hello, Ada of Foundry');
}

/** Every maker got the functions of one React, and every shared package is used in one version only. */
async function assertOneOfEverything({ page }) {
  const { found, distinct } = await page.evaluate(() => ({
    found: Object.keys(globalThis.acmeReacts).sort(),
    distinct: new Set(Object.values(globalThis.acmeReacts)).size,
  }));
  assert.deepEqual(found, MAKERS.toSorted());
  assert.equal(distinct, 1, 'the makers got different `useState` functions');

  const scope = await shareScope(page);
  // Vite's plugin takes what is loaded out of the scope without a word, so only the function above tells of it.
  const everybody = ['maker_mfbuild', 'maker_rspack', 'maker_webpack', 'react_host'];
  for (const [name, version] of Object.entries(SHARED)) {
    const used = Object.entries(scope[name]).filter(([, { useIn }]) => useIn.length > 0);
    assert.deepEqual(used.map(([found]) => found), [version], name);
    assert.equal(used[0][1].from, 'react_host', name);
    const users = new Set(used[0][1].useIn);
    users.delete('maker_vite');
    assert.deepEqual([...users].sort(), everybody, name);
  }
}

test('draws the remotes of every maker, with hooks, context, css and images', async () => {
  const opened = await openHost('/');
  const { page } = opened;
  assert.equal(await page.title(), 'Acme makers');
  await page.getByRole('heading', { name: `Host with React ${REACT}` }).waitFor();
  await seesEveryCard(opened);
  for (const maker of MAKERS) {
    const card = await sees(opened, `card-${maker}`, `React ${REACT}`);
    await card.getByRole('button', { name: `${maker} pressed 0` }).click();
    await card.getByRole('button', { name: `${maker} pressed 1` }).click();
    await card.getByRole('button', { name: `${maker} pressed 2` }).waitFor();
    assert.equal(await card.evaluate(node => getComputedStyle(node).borderLeftColor), 'rgb(180, 60, 40)', maker);
    const image = card.getByRole('img');
    assert.match(await image.evaluate(node => node.src), new RegExp(`^${remotes[maker].url}/.*stamp.*png$`));
    await image.evaluate(node => node.decode());
  }
  await sees(opened, 'values', '4 pieces from vite');
  assert.deepEqual(
    await page.getByTestId('values').getByRole('listitem').allInnerTexts(),
    MAKERS.map((maker, index) => `${index + 1} pieces from ${maker}`),
  );
  await sees(opened, 'failed-maker_gone', 'maker_gone cannot be shown');
  assertOnlyTheDeadFails(opened, 1);
  await picture(page, 'react-host-start');
});

test('goes to the lazy pages of all and back; there is one React, and the state of the layout stays', async () => {
  const opened = await openHost('/pages/gone');
  const { page } = opened;
  await sees(opened, 'failed-page-gone', 'page-gone cannot be shown');
  await page.getByRole('button', { name: 'Host pressed 0' }).click();

  for (const maker of MAKERS) {
    const { url } = remotes[maker];
    await page.getByRole('link', { name: maker }).click();
    await sees(opened, `pages-${maker}`, `Ada is at /pages/${maker}`);
    const styles = () => delivered(opened, remotes[maker], /\.css$/).map(response => response.url);
    const before = styles();
    assert.equal(delivered(opened, remotes[maker], /weave.*svg$/).length, 0, 'the details came too early');

    const isImage = response => response.url().startsWith(url) && /weave.*svg$/.test(response.url());
    const image = page.waitForResponse(isImage);
    await page.getByRole('button', { name: `Details of ${maker}` }).click();
    await sees(opened, `details-${maker}`, `12 pieces from ${maker}`);
    await sees(opened, `note-${maker}`, `Foundry reads about ${maker}`);
    await image;
    const details = `[data-testid=details-${maker}]`;
    assert.equal(await styleOf(page, details, 'outline-color'), 'rgb(120, 90, 30)', maker);
    assert.match(await styleOf(page, details, 'background-image'), new RegExp(`"${url}/.*weave.*svg"`));
    assert.equal(styles().length, before.length + 1, `style sheets of ${maker}: ${styles()}`);
    await picture(page, `react-host-${maker}`);
  }

  for (const maker of MAKERS.toReversed()) {
    await sees(opened, `pages-${maker}`, `Ada is at /pages/${maker}`);
    await page.goBack();
  }
  await sees(opened, 'failed-page-gone', 'page-gone cannot be shown');
  await page.getByRole('link', { name: 'Start' }).click();
  await seesEveryCard(opened);
  await page.getByRole('button', { name: 'Host pressed 1' }).waitFor();
  await sees(opened, 'failed-maker_gone', 'maker_gone cannot be shown');
  await assertOneOfEverything(opened);
  assertOnlyTheDeadFails(opened, 2);
});

test('leaves alone what is not shown', async () => {
  const opened = await openHost('/pages/rspack');
  await sees(opened, 'pages-rspack', 'Ada is at /pages/rspack');
  await opened.page.waitForLoadState('networkidle');
  for (const maker of ['webpack', 'vite']) assert.deepEqual(delivered(opened, remotes[maker], /./), [], maker);
  assertClean(opened);
});

test('tells its runtime plugin what it does', async () => {
  const opened = await openHost('/');
  const { page } = opened;
  await seesEveryCard(opened);
  await sees(opened, 'values', '4 pieces from vite');
  await sees(opened, 'failed-maker_gone', 'maker_gone cannot be shown');
  const counts = await page.evaluate(() => globalThis.acmeLifecycle);
  // The container that comes by a promise is none of the runtime's remotes.
  const { beforeLoadShare, ...others } = counts;
  assert.deepEqual(others, {
    beforeInit: 1,
    init: 1,
    beforeRequest: 7,
    afterResolve: 6,
    ...Object.fromEntries(
      ['mfbuild', 'rspack', 'vite'].flatMap(maker =>
        ['Card', 'value'].map(expose => [`onLoad maker_${maker}/${expose}`, 1]),
      ),
    ),
    [`errorLoadRemote afterResolve ${gone}/mf-manifest.json`]: 1,
    'errorLoadRemote onLoad maker_gone/Card': 1,
  });
  assert.ok(beforeLoadShare >= 2, `${beforeLoadShare} shares were asked for`);
  const failures = await page.evaluate(() => window.acmeFailures);
  assert.equal(failures.length, 1);
  assert.match(failures[0], /RUNTIME-003[\s\S]*maker_gone/);
});

for (const name of ['react-host', 'react-host-forms']) {
  test(`${name} imports from remotes in every way`, async () => {
    const opened = await openHost('/imports', name);
    const { page } = opened;
    await sees(opened, 'imports', 'done');
    const facts = await page
      .locator('[data-fact]')
      .evaluateAll(list => Object.fromEntries(list.map(fact => [fact.dataset.fact, fact.textContent])));
    const { 'unknown expose': unknown, ...others } = facts;
    assert.deepEqual(others, {
      'names of a namespace': 'describe maker',
      'export *': '4 pieces from rspack',
      'export { a as b }': '5 pieces from vite',
      'export { default as a }': 'function',
      'require': '6 pieces from webpack',
      'top-level await': 'mfbuild was awaited',
      'name of the instance': 'react_host',
      'import() gives what was imported': 'true',
      'loadRemote gives what was imported': 'true',
      'remote registered by code': '7 pieces from webpack',
      'done': 'true',
    });
    assert.match(unknown, /Module ".\/unknown" does not exist in container/);
    if (name === 'react-host') assertClean(opened);
  });
}

test('finds containers that are configured in other ways', async () => {
  const opened = await openHost('/', 'react-host-forms');
  await seesEveryCard(opened);
  await sees(opened, 'values', '4 pieces from vite');
  await sees(opened, 'failed-maker_gone', 'maker_gone cannot be shown');
  for (const maker of MAKERS) {
    await opened.page.getByRole('link', { name: maker }).click();
    await opened.page.getByRole('button', { name: `Details of ${maker}` }).click();
    await sees(opened, `details-${maker}`, `12 pieces from ${maker}`);
  }
  await assertOneOfEverything(opened);
  const failures = await opened.page.evaluate(() => window.acmeFailures);
  assert.equal(failures.length, 1);
  assert.match(failures[0], /maker_gone is closed/);
  // How often the dead addresses are tried again is up to the bundler.
  const dead = isOurs ? ['mf-manifest.json', 'remoteEntry.js'] : ['remoteEntry.js'];
  const failed = dead.map(file => `failed: ${gone}/${file} net::ERR_CONNECTION_REFUSED`);
  assert.deepEqual([...new Set(opened.problems)].toSorted(), [REFUSED, ...failed]);
  await picture(opened.page, 'react-host-forms');
});

test('asks a dead remote again when it is shown again', async t => {
  const opened = await openHost('/');
  await sees(opened, 'failed-maker_gone', 'maker_gone cannot be shown');
  // It comes to life: what Rspack made, under another name.
  const renamed = JSON.stringify(remotes.rspack.manifest).replaceAll('maker_rspack', 'maker_gone');
  const alive = await serve(remotes.rspack.root, {
    port: Number(new URL(gone).port),
    virtual: { '/mf-manifest.json': JSON.parse(renamed) },
    replace: { maker_rspack: 'maker_gone' },
  });
  t.after(() => alive.close());
  await opened.page.getByRole('link', { name: 'gone' }).click();
  await sees(opened, 'pages-rspack', 'Ada is at /pages/gone');
  await opened.page.getByRole('button', { name: 'Details of rspack' }).click();
  await sees(opened, 'details-rspack', '12 pieces from rspack');
  assertOnlyTheDeadFails(opened, 1);
});
