// `mfbuild start`: edits of what is no source (configuration, template, files, dependencies), restarts, and Backstage.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { Page, Place, Server, Sources, eventually, skip } from './dev-support.mjs';
import { launch } from './support.mjs';

const TABLE = '__@backstage/module_federation_shared_dependencies__';

let browser;
let places = [];
let pages = [];

before(async () => {
  if (!skip) browser = await launch();
});

afterEach(async () => {
  for (const page of pages) await page.page.close();
  for (const place of places) await place.close();
  pages = [];
  places = [];
});

after(() => browser?.close());

function newPlace() {
  const place = new Place();
  places.push(place);
  return place;
}

/** The app in a place of its own, served and opened, with something in a counter; `prepare` changes files before. */
async function openApp(prepare = () => {}) {
  const place = newPlace();
  const app = place.copy('dev-app');
  prepare(app);
  const server = await place.start(app);
  const page = await Page.open(browser.context, server.url, server);
  pages.push(page);
  await page.press('visits', 'Visits: 1');
  return { place, app, server, page };
}

/** The page was loaded a second time, and no third time; later edits reach it as before. */
async function assertReloadedOnce({ app, page }) {
  await page.loaded(2);
  await page.shows('visits', 'Visits: 0');
  await page.press('visits', 'Visits: 1');
  app.edit('src/App.tsx', 'First title', 'Title after the reload');
  await page.shows('title', 'Title after the reload');
  await page.shows('visits', 'Visits: 1');
  await page.staysLoaded(2);
}

describe('what is not imported', { skip }, () => {
  test('configuration of the page', async () => {
    const opened = await openApp();
    const { app, page } = opened;
    await page.shows('greeting', 'Good morning');
    app.edit('mfbuild.config.json', 'Good morning', 'Good night');
    await page.shows('greeting', 'Good night');
    await assertReloadedOnce(opened);
    page.hasNoProblems();
  });

  test('configuration in a file of its own', async () => {
    const opened = await openApp(sources => {
      const { app } = JSON.parse(sources.read('mfbuild.config.json'));
      sources.write('page.json', JSON.stringify(app.config));
      sources.write('mfbuild.config.json', '{ "name": "dev_app", "app": { "config": "./page.json" } }');
    });
    const { app, page } = opened;
    app.edit('page.json', 'Good morning', 'Good night');
    await page.shows('greeting', 'Good night');
    await assertReloadedOnce(opened);
  });

  test('configuration that is broken for a while', async () => {
    const opened = await openApp();
    const { app, page } = opened;
    const text = app.read('mfbuild.config.json');
    app.write('mfbuild.config.json', text.replace('"greeting":', '"greeting"'));
    await page.overlays(/mfbuild\.config\.json/);
    await page.staysLoaded();
    app.write('mfbuild.config.json', text);
    await page.hasNoOverlay();
    app.edit('src/App.tsx', 'First title', 'Second title');
    await page.shows('title', 'Second title');
  });

  test('values of `define`', async () => {
    const { app, page } = await openApp(sources => {
      sources.edit('mfbuild.config.json', '"name"', '"define": { "EDITION": "\'first\'" },\n  "name"');
      sources.edit('src/App.tsx', '<Badge />', '<i data-testid="edition">{EDITION}</i>');
      sources.edit('src/App.tsx', 'export function', 'declare const EDITION: string;\n\nexport function');
    });
    await page.shows('edition', 'first');
    app.edit('mfbuild.config.json', "'first'", "'second'");
    await page.shows('edition', 'second');
  });

  test('the template', async () => {
    const opened = await openApp();
    const { app, page } = opened;
    app.edit('public/index.html', 'Made for the specs', 'Made again');
    await page.shows('footer', 'Made again');
    await assertReloadedOnce(opened);
    page.hasNoProblems();
  });

  test('the template, time after time', async () => {
    const { app, page } = await openApp();
    for (let time = 1; time <= 6; time++) {
      app.write('public/index.html', app.read('public/index.html').replace(/Made .*(?=<)/, `Made ${time} times`));
      await page.shows('footer', `Made ${time} times`);
      await page.loaded(1 + time);
    }
  });

  test('files that are served as they are', async () => {
    const opened = await openApp();
    const { app, page, server } = opened;
    const notice = file => page.page.evaluate(url => fetch(url).then(response => response.text()), server.url + file);
    assert.equal(await notice('notice.txt'), 'First notice.\n');
    app.write('public/notice.txt', 'Second notice.\n');
    await page.loaded(2);
    assert.equal(await notice('notice.txt'), 'Second notice.\n');
    app.write('public/deep/new.txt', 'New notice.\n');
    await page.loaded(3);
    assert.equal(await notice('deep/new.txt'), 'New notice.\n');
  });

  test('dependencies, in the table of those that are shared', async () => {
    const version = (app, number) => {
      const manifest = { name: 'acme-shared', version: number, main: 'index.js' };
      app.write('node_modules/acme-shared/package.json', JSON.stringify(manifest));
      app.write('node_modules/acme-shared/index.js', `module.exports = { version: '${number}' };\n`);
      const { dependencies, ...rest } = JSON.parse(app.read('package.json'));
      app.write('package.json', JSON.stringify({ ...rest, dependencies: { ...dependencies, 'acme-shared': number } }));
    };
    const { app, page } = await openApp(sources => {
      version(sources, '1.0.0');
      const table = '"sharedDependencies": { "acme-shared": { "singleton": true } }';
      sources.edit('mfbuild.config.json', '"config"', `${table},\n    "config"`);
    });
    const shared = () =>
      page.page.evaluate(name => window[name].items.find(item => item.name === 'acme-shared').version, TABLE);
    assert.equal(await shared(), '1.0.0');
    version(app, '2.0.0');
    await eventually(
      () => page.report('the table has not the new version'),
      async () => (await shared()) === '2.0.0',
    );
    const loaded = () => page.page.evaluate(async name => {
      const module = await window[name].items.find(item => item.name === 'acme-shared').lib();
      return (module.default ?? module).version;
    }, TABLE);
    await eventually(
      () => page.report('the table gives the old module'),
      async () => assert.equal(await loaded(), '2.0.0'),
    );
    await page.shows('visits', 'Visits: 0');
  });
});

describe('a server that was restarted', { skip }, () => {
  const reconnected = page =>
    eventually(
      () => page.report('the page does not connect again'),
      () => page.console.some(line => line.includes('connected again')),
    );

  test('finds the page as it was if nothing has changed', async () => {
    const { place, app, server, page } = await openApp();
    const { port } = server;
    await server.stop();
    await place.start(app, { port });
    await reconnected(page);
    app.edit('src/App.tsx', 'First title', 'Second title');
    await page.shows('title', 'Second title');
    await page.shows('visits', 'Visits: 1');
    await page.staysLoaded();
  });

  test('finds the page as it was after edits that it has served before', async () => {
    const { place, app, server, page } = await openApp();
    app.edit('src/App.tsx', 'First title', 'Second title');
    await page.shows('title', 'Second title');
    const { port } = server;
    await server.stop();
    await place.start(app, { port });
    await reconnected(page);
    app.edit('src/App.tsx', 'Second title', 'Third title');
    await page.shows('title', 'Third title');
    await page.shows('visits', 'Visits: 1');
    await page.staysLoaded();
  });

  test('loads the page again if files were edited meanwhile', async () => {
    const opened = await openApp();
    const { place, app, server, page } = opened;
    const { port } = server;
    await server.stop('SIGKILL');
    app.edit('src/parts/Badge.tsx', 'First', 'Second');
    await place.start(app, { port });
    await page.shows('badge', 'Second badge');
    await assertReloadedOnce(opened);
  });

  test('ends at once when it is told to', async () => {
    const { server } = await openApp();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      const each = signal === 'SIGINT' ? server : await places[0].start(new Sources(server.dirs[0]));
      const began = performance.now();
      await each.stop(signal);
      assert.ok(performance.now() - began < 1000, `${signal} took ${performance.now() - began} ms`);
    }
  });

  test('says which port is taken', async () => {
    const { app, server } = await openApp();
    const second = new Server([app.dir], { port: server.port });
    const { code } = await second.exited;
    assert.equal(code, 1);
    assert.match(second.output, new RegExp(String(server.port)));
  });
});

describe('a Backstage app', { skip }, () => {
  // It takes long to start: the tests go on where the one before has stopped.
  let place;
  let workspace;
  let page;
  let loads;

  before(async () => {
    if (skip) return;
    place = new Place();
    workspace = place.copy('backstage-app');
    const server = await place.start(join(workspace.dir, 'packages/app'));
    page = await Page.open(browser.context, `${server.url}notes`, server);
  });

  after(() => place?.close());

  const greets = text =>
    eventually(
      () => page.report(`it does not greet with ${text}`),
      async () => (await page.text('greeting')).startsWith(text),
    );

  const count = async () => {
    loads = page.loads;
    await page.page.getByRole('button', { name: 'Notes: 0' }).click();
    await page.page.getByRole('button', { name: 'Notes: 1' }).waitFor();
  };

  test('keeps the state of a plugin in the workspace that is edited', async () => {
    await count();
    workspace.edit('packages/plugin-notes/src/components/NotesPage.tsx', 'Notes by {author}', 'Notices by {author}');
    await eventually(
      () => page.report('the new text does not come'),
      async () => (await page.text('notes')).includes('Notices by Ada'),
    );
    workspace.edit('packages/app/src/Greeting.tsx', '{greeting.greet(', 'Well: {greeting.greet(');
    await greets('Well: Good morning');
    workspace.edit('packages/plugin-notes/src/components/notes.css', '3px', '5px');
    await page.looks('.notes-title', 'letter-spacing', '5px');
    await page.page.getByRole('button', { name: 'Notes: 1' }).waitFor();
    await page.staysLoaded(loads);
  });

  test('is loaded again with the new values of app-config.yaml', async () => {
    loads = page.loads;
    workspace.edit('app-config.yaml', 'Good morning', 'Good night');
    await greets('Well: Good night');
    await page.loaded(loads + 1);
    workspace.edit('app-config.yaml', 'Acme Portal', 'Acme Night Portal');
    await page.loaded(loads + 2);
    assert.equal(await page.page.title(), 'Acme Night Portal');
    // Nothing of what the page may see.
    await count();
    workspace.edit('app-config.yaml', 'budget-of-hardware', 'another-budget');
    workspace.edit('packages/app/src/Greeting.tsx', 'Well: ', 'So: ');
    await greets('So: Good night');
    await page.page.getByRole('button', { name: 'Notes: 1' }).waitFor();
    await page.staysLoaded(loads);
  });

  test('gets and loses a plugin with its dependency', async () => {
    loads = page.loads;
    const dependency = '"@acme/plugin-notes": "1.0.0",\n';
    const [greeting, notes] = ['greeting', 'notes'].map(id => page.page.getByTestId(id));
    workspace.edit('packages/app/package.json', dependency, '');
    await page.loaded(loads + 1);
    await eventually(
      () => page.report('the plugin is still there'),
      async () => (await greeting.count()) === 1 && (await notes.count()) === 0,
    );
    workspace.edit('packages/app/package.json', '"dependencies": {\n', `"dependencies": {\n    ${dependency}`);
    await page.loaded(loads + 2);
    await eventually(
      () => page.report('the plugin does not come back'),
      async () => (await page.text('notes')).includes('Notices by Ada'),
    );
  });
});
