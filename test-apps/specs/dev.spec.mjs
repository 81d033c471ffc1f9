// `mfbuild start`: edits reach the page without a reload, and errors come and go.
import assert from 'node:assert/strict';
import { closeSync, openSync, renameSync, truncateSync, writeSync } from 'node:fs';
import { after, afterEach, before, describe, test } from 'node:test';
import { Page, Place, eventually, skip } from './dev-support.mjs';
import { launch, picture } from './support.mjs';

let browser;
let places = [];

before(async () => {
  if (!skip) browser = await launch();
});

afterEach(async () => {
  for (const page of browser?.context.pages().slice(1) ?? []) await page.close();
  for (const place of places) await place.close();
  places = [];
});

after(() => browser?.close());

/** The app in a place of its own, served and opened; `prepare` changes files before. */
async function openApp(prepare = () => {}) {
  const place = new Place();
  places.push(place);
  const app = place.copy('dev-app');
  prepare(app);
  const server = await place.start(app);
  const page = await Page.open(browser.context, server.url, server);
  await page.shows('title', 'First title');
  return { place, app, server, page };
}

/** The same, with something in both counters. */
async function openCounted(prepare) {
  const opened = await openApp(prepare);
  await opened.page.press('visits', 'Visits: 1');
  await opened.page.press('counter', 'Count: 1');
  await opened.page.press('counter', 'Count: 2');
  return opened;
}

/** Both counters as `openCounted` left them, on the page that it loaded. */
async function assertKept({ page }) {
  await page.shows('visits', 'Visits: 1');
  await page.shows('counter', 'Count: 2');
  await page.staysLoaded();
}

describe('edited components', { skip }, () => {
  test('show their new text and keep their state, time after time', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    for (const [from, to] of [['First', 'Second'], ['Second', 'Third'], ['Third', 'First'], ['First', 'Fifth']]) {
      app.edit('src/App.tsx', `${from} title`, `${to} title`);
      await page.shows('title', `${to} title`);
      await assertKept(opened);
    }
    page.hasNoProblems();
  });

  test('are remounted when their hooks change', async () => {
    const { app, page } = await openCounted();
    app.edit('src/Counter.tsx', 'useState(0);', 'useState(0);\n  const [step] = useState(10);');
    app.edit('src/Counter.tsx', 'count + 1', 'count + step');
    await page.shows('counter', 'Count: 0');
    await page.press('counter', 'Count: 10');
    await page.shows('visits', 'Visits: 1');
    await page.staysLoaded();
    page.hasNoProblems();
  });

  test('are found behind a barrel', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.edit('src/parts/Badge.tsx', 'First', 'Second');
    await page.shows('badge', 'Second badge');
    app.edit('src/parts/Card.tsx', '{children}', '[{children}]');
    await page.shows('card', '[A card]');
    await assertKept(opened);
    page.hasNoProblems();
  });

  test('are found behind a barrel that is itself edited', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.write('src/parts/Note.tsx', "export const Badge = () => <strong data-testid=\"badge\">A note</strong>;\n");
    app.edit('src/parts/index.ts', './Badge', './Note');
    await page.shows('badge', 'A note');
    await assertKept(opened);
    page.hasNoProblems();
  });

  test('take the update of a module that is none', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.edit('src/words.ts', "'A card'", "'Another card'");
    await page.shows('card', 'Another card');
    await assertKept(opened);
    app.edit('src/words.ts', "'Count'", "'Clicks'");
    await page.shows('counter', 'Clicks: 2');
    await page.press('counter', 'Clicks: 3');
    await page.shows('visits', 'Visits: 1');
    await page.staysLoaded();
    page.hasNoProblems();
  });

  test('may be default exports, wrapped in memo or forwardRef', async () => {
    const { app, page } = await openApp(sources => {
      sources.write(
        'src/Wrapped.tsx',
        `import { forwardRef, memo, useState } from 'react';
const Inner = forwardRef<HTMLButtonElement>((props, ref) => {
  const [count, setCount] = useState(0);
  return <button ref={ref} data-testid="wrapped" onClick={() => setCount(count + 1)}>Inner {count}</button>;
});
export default memo(() => <Inner />);
`,
      );
      sources.edit('src/App.tsx', '<Badge />', '<Badge />\n      <Wrapped />');
      sources.edit('src/App.tsx', "import { words }", "import Wrapped from './Wrapped';\nimport { words }");
    });
    await page.press('wrapped', 'Inner 1');
    app.edit('src/Wrapped.tsx', 'Inner {count}', 'New {count}');
    await page.shows('wrapped', 'New 1');
    await page.staysLoaded();
    page.hasNoProblems();
  });

  test('are updated on every page that is open', async () => {
    const opened = await openCounted();
    const other = await Page.open(browser.context, opened.server.url, opened.server);
    await other.press('counter', 'Count: 1');
    opened.app.edit('src/App.tsx', 'First title', 'Second title');
    for (const page of [opened.page, other]) await page.shows('title', 'Second title');
    await assertKept(opened);
    await other.shows('counter', 'Count: 1');
    await other.staysLoaded();
  });

  test('are new on a page that is loaded after the update', async () => {
    const { app, page, server } = await openApp();
    app.edit('src/App.tsx', 'First title', 'Second title');
    await page.shows('title', 'Second title');
    const other = await Page.open(browser.context, server.url, server);
    await other.shows('title', 'Second title');
    app.edit('src/App.tsx', 'Second title', 'Third title');
    for (const each of [page, other]) await each.shows('title', 'Third title');
    for (const each of [page, other]) await each.staysLoaded();
  });
});

/** Counts how often the page had no style sheet that is loaded, frame by frame. Runs in the browser. */
function watchForFlashes() {
  globalThis.flashes = 0;
  const look = () => {
    const sheets = [...document.styleSheets].filter(({ href }) => href);
    if (sheets.length === 0) globalThis.flashes++;
    requestAnimationFrame(look);
  };
  look();
}

describe('edited styles', { skip }, () => {
  test('change in place', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    await page.looks('.card', 'background-color', 'rgb(227, 242, 253)');
    await page.page.evaluate(watchForFlashes);
    for (const colour of ['rgb(255, 243, 224)', 'rgb(1, 2, 3)']) {
      app.edit('src/style.css', /background: (.*);/.exec(app.read('src/style.css'))[1], colour);
      await page.looks('.card', 'background-color', colour);
    }
    assert.equal(await page.page.evaluate(() => globalThis.flashes), 0, 'the page was without styles');
    assert.equal(await page.page.locator('link[rel=stylesheet]').count(), 1);
    await assertKept(opened);
    page.hasNoProblems();
  });

  test('may be modules, also with a new class', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.edit('src/App.module.css', 'rgb(31, 84, 147)', 'rgb(4, 5, 6)');
    await page.looks('[data-testid=page]', 'border-left-color', 'rgb(4, 5, 6)');
    await page.page.evaluate(watchForFlashes);
    app.write('src/App.module.css', `${app.read('src/App.module.css')}\n.heading {\n  color: rgb(7, 8, 9);\n}\n`);
    app.edit('src/App.tsx', '<h1 ', '<h1 className={styles.heading} ');
    await page.looks('[data-testid=title]', 'color', 'rgb(7, 8, 9)');
    await page.looks('[data-testid=page]', 'border-left-color', 'rgb(4, 5, 6)');
    assert.equal(await page.page.evaluate(() => globalThis.flashes), 0, 'the page was without styles');
    await assertKept(opened);
    page.hasNoProblems();
  });

  test('may be imported by a style sheet, or come with a component', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.write('src/colours.css', '.card { color: rgb(1, 1, 1); }\n');
    app.write('src/style.css', `@import './colours.css';\n${app.read('src/style.css')}`);
    await page.looks('.card', 'color', 'rgb(1, 1, 1)');
    app.edit('src/colours.css', 'rgb(1, 1, 1)', 'rgb(2, 2, 2)');
    await page.looks('.card', 'color', 'rgb(2, 2, 2)');
    app.write('src/parts/badge.css', '[data-testid=badge] { color: rgb(3, 3, 3); }\n');
    app.write('src/parts/Badge.tsx', `import './badge.css';\n${app.read('src/parts/Badge.tsx')}`);
    await page.looks('[data-testid=badge]', 'color', 'rgb(3, 3, 3)');
    await assertKept(opened);
    page.hasNoProblems();
  });
});

describe('errors', { skip }, () => {
  test('in the syntax lie over the page with their code until they are mended', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.edit('src/App.tsx', 'useState(0);', 'useState(0;');
    await page.overlays(/App\.tsx:\d+:\d+[^]*\| .*useState\(0;/);
    await picture(page.page, 'dev-overlay');
    await page.shows('title', 'First title');
    app.edit('src/App.tsx', 'useState(0;', 'useState(0);');
    await page.hasNoOverlay();
    await assertKept(opened);
    // The connection is as good as before.
    app.edit('src/App.tsx', 'First title', 'Second title');
    await page.shows('title', 'Second title');
    await assertKept(opened);
  });

  test('are gone after a fix that changes more', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.edit('src/App.tsx', 'First title', '{First title');
    await page.overlays(/App\.tsx/);
    app.edit('src/App.tsx', '{First title', 'Mended title');
    await page.shows('title', 'Mended title');
    await page.hasNoOverlay();
    await assertKept(opened);
  });

  test('in css lie over the page', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.edit('src/App.module.css', '.page {', '.page { composes: nothing from "./nowhere.css";');
    await page.overlays(/nowhere\.css/);
    app.edit('src/App.module.css', ' composes: nothing from "./nowhere.css";', '');
    await page.hasNoOverlay();
    await assertKept(opened);
  });

  test('are shown to a page that is opened later', async () => {
    const { app, page, server } = await openApp();
    app.edit('src/App.tsx', 'First title', '{First title');
    await page.overlays(/App\.tsx/);
    const other = await Page.open(browser.context, server.url, server);
    await other.overlays(/App\.tsx/);
    app.edit('src/App.tsx', '{First title', 'Second title');
    for (const each of [page, other]) {
      await each.shows('title', 'Second title');
      await each.hasNoOverlay();
      await each.staysLoaded();
    }
  });

  test('of the first build are shown, too', async () => {
    const place = new Place();
    places.push(place);
    const app = place.copy('dev-app');
    app.edit('src/App.tsx', 'First title', '{First title');
    const server = await place.start(app);
    const page = await Page.open(browser.context, server.url, server);
    await eventually(
      () => page.report('the page does not show the error'),
      async () => (await page.page.content()).includes('App.tsx'),
    );
    app.edit('src/App.tsx', '{First title', 'First title');
    await page.shows('title', 'First title');
  });

  test('while a module runs are reported, and gone with the next version', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.write('src/Counter.tsx', `${app.read('src/Counter.tsx')}\nthrow new Error('broken on purpose');\n`);
    await page.overlays(/broken on purpose/);
    assert.ok(page.console.some(line => line.startsWith('error:') && line.includes('broken on purpose')));
    app.edit('src/Counter.tsx', "throw new Error('broken on purpose');\n", '');
    await page.hasNoOverlay();
    app.edit('src/App.tsx', 'First title', 'Second title');
    await page.shows('title', 'Second title');
    await page.shows('visits', 'Visits: 1');
    await page.staysLoaded();
  });

  test('while a component is drawn are reported, and gone with the next version', async () => {
    const { app, page } = await openCounted();
    app.edit('src/Counter.tsx', 'return (', "if (count >= 0) throw new Error('cannot be drawn');\n  return (");
    await eventually(
      () => page.report('nobody says that the component cannot be drawn'),
      () => [...page.console, ...page.problems].some(line => line.includes('cannot be drawn')),
    );
    app.edit('src/Counter.tsx', "if (count >= 0) throw new Error('cannot be drawn');\n", '');
    await page.shows('title', 'First title');
    await page.shows('counter', 'Count: 0');
    await page.staysLoaded();
  });

  test('about a missing file are gone when it is there', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.edit('src/App.tsx', 'import { words }', "import { extra } from './deep/extra';\nimport { words }");
    app.edit('src/App.tsx', 'First title', '{extra} title');
    await page.overlays(/\.\/deep\/extra/);
    await picture(page.page, 'dev-overlay-missing');
    app.write('src/deep/extra.ts', "export const extra = 'Found';\n");
    await page.shows('title', 'Found title');
    await page.hasNoOverlay();
    await assertKept(opened);
  });

  test('about a missing package are gone when it is installed', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.edit('src/App.tsx', 'import { words }', "import { extra } from 'acme-extra';\nimport { words }");
    app.edit('src/App.tsx', 'First title', '{extra} title');
    await page.overlays(/acme-extra/);
    app.write('node_modules/acme-extra/index.js', "export const extra = 'Installed';\n");
    const manifest = { name: 'acme-extra', version: '1.0.0', type: 'module', main: 'index.js' };
    app.write('node_modules/acme-extra/package.json', JSON.stringify(manifest));
    await page.shows('title', 'Installed title');
    await page.hasNoOverlay();
    await assertKept(opened);
  });
});

/** A module that says in the page what happens to it. */
const LOG = "const log = (globalThis as any).hotLog ??= [];\n";
const hotLog = page => page.page.evaluate(() => globalThis.hotLog);

/** Adds `src/hot.ts` with this text, and files beside it, to the app. */
const withHot = (text, files = {}) => app => {
  app.write('src/hot.ts', LOG + text);
  app.write('src/hot.d.ts', 'declare const module: any;\ninterface ImportMeta { hot: any; webpackHot: any }\n');
  for (const [name, content] of Object.entries(files)) app.write(`src/${name}`, content);
  app.edit('src/index.tsx', "import './style.css';", "import './style.css';\nimport './hot';");
};

async function logs(opened, expected) {
  await eventually(
    () => opened.page.report('the log is another one'),
    async () => assert.deepEqual(await hotLog(opened.page), expected),
  );
}

describe('modules that speak to the hot interface', { skip }, () => {
  const dependency = { 'dep.ts': 'export const value = 1;\n' };
  const next = ({ app }, value) => app.edit('src/dep.ts', `value = ${value - 1}`, `value = ${value}`);

  test("accept a dependency with `module.hot.accept('./dep', callback)`", async () => {
    const text = `import { value } from './dep';
log.push(value);
if (module.hot) module.hot.accept('./dep', () => log.push(\`now \${value}\`));
export {};
`;
    const opened = await openCounted(withHot(text, dependency));
    next(opened, 2);
    await logs(opened, [1, 'now 2']);
    next(opened, 3);
    await logs(opened, [1, 'now 2', 'now 3']);
    await assertKept(opened);
    opened.page.hasNoProblems();
  });

  test('accept several dependencies with a list, also that of `import.meta.webpackHot`', async () => {
    const text = `import { value } from './dep';
import { other } from './other';
log.push(value + other);
import.meta.webpackHot?.accept(['./dep', './other'], () => log.push(value + other));
export {};
`;
    const opened = await openCounted(withHot(text, { ...dependency, 'other.ts': 'export const other = 10;\n' }));
    next(opened, 2);
    await logs(opened, [11, 12]);
    opened.app.edit('src/other.ts', '10', '20');
    await logs(opened, [11, 12, 22]);
    await assertKept(opened);
  });

  test('accept themselves with `import.meta.hot.accept(callback)`', async () => {
    const text = `export const version = 1;
log.push('runs');
import.meta.hot?.accept((module: any) => log.push(module.version));
`;
    const opened = await openCounted(withHot(text));
    opened.app.edit('src/hot.ts', 'version = 1', 'version = 2');
    await logs(opened, ['runs', 'runs', 2]);
    await assertKept(opened);
    opened.page.hasNoProblems();
  });

  test('accept themselves with `module.hot.accept()`', async () => {
    const opened = await openCounted(withHot("log.push('version 1');\nmodule.hot?.accept();\nexport {};\n"));
    opened.app.edit('src/hot.ts', 'version 1', 'version 2');
    await logs(opened, ['version 1', 'version 2']);
    await assertKept(opened);
  });

  test("accept a dependency with `import.meta.hot.accept('./dep', callback)`", async () => {
    const text = `import './dep';
import './other';
import.meta.hot?.accept('./dep', (module: any) => log.push(module.value));
import.meta.hot?.accept(['./other'], ([module]: any[]) => log.push(module.other));
export {};
`;
    const opened = await openCounted(
      withHot(text, {
        'dep.ts': 'export const value = 1;\n(globalThis as any).seen = value;\n',
        'other.ts': 'export const other = 10;\n(globalThis as any).seen = other;\n',
      }),
    );
    next(opened, 2);
    await logs(opened, [2]);
    opened.app.edit('src/other.ts', '10', '20');
    await logs(opened, [2, 20]);
    await assertKept(opened);
    opened.page.hasNoProblems();
  });

  for (const [name, hot] of [['module.hot', 'module.hot'], ['import.meta.hot', 'import.meta.hot']]) {
    test(`hand data over with \`${name}\``, async () => {
      const text = `const count = (${hot}.data?.count ?? 0) + 1;
log.push('runs ' + count);
${hot}.dispose((data: any) => { data.count = count; log.push('left ' + count); });
${hot}.accept();
// 1
export {};
`;
      const opened = await openCounted(withHot(text));
      opened.app.edit('src/hot.ts', "'runs '", "'starts '");
      await logs(opened, ['runs 1', 'left 1', 'starts 2']);
      opened.app.edit('src/hot.ts', "'starts '", "'goes '");
      await logs(opened, ['runs 1', 'left 1', 'starts 2', 'left 2', 'goes 3']);
      await assertKept(opened);
    });
  }

  test('give up with `invalidate`, and their importer goes on', async () => {
    const text = `import './dep';
import.meta.hot?.accept('./dep', (module: any) => log.push(module.value));
export {};
`;
    const dep = `export const value = 1;
(globalThis as any).seen = value;
import.meta.hot?.accept(() => import.meta.hot.invalidate('not I'));
`;
    const opened = await openCounted(withHot(text, { 'dep.ts': dep }));
    next(opened, 2);
    await logs(opened, [2]);
    await assertKept(opened);
  });

  test('let the page be loaded again, once, when nobody accepts', async () => {
    const { app, page } = await openCounted(withHot("log.push('version 1');\nexport {};\n"));
    app.edit('src/hot.ts', 'version 1', 'version 2');
    await page.loaded(2);
    await page.shows('counter', 'Count: 0');
    await logs({ page }, ['version 2']);
    assert.ok(page.console.some(line => /\[mfbuild\].*hot\.ts.*reload/.test(line)), await page.report('no reason'));
    // The next update finds the page as it was after the reload.
    await page.press('counter', 'Count: 1');
    app.edit('src/App.tsx', 'First title', 'Second title');
    await page.shows('title', 'Second title');
    await page.shows('counter', 'Count: 1');
    await page.staysLoaded(2);
  });

  test('let the page be loaded again when the entry itself is edited', async () => {
    const { app, page } = await openCounted();
    app.edit('src/index.tsx', "throw new Error('the page has", "throw new Error('this page has");
    await page.loaded(2);
    await page.shows('counter', 'Count: 0');
    await page.staysLoaded(2);
  });
});

describe('files that come and go', { skip }, () => {
  test('new ones are imported', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.write('src/Extra.tsx', 'export const Extra = () => <i data-testid="extra">Extra</i>;\n');
    app.edit('src/App.tsx', '<Badge />', '<Badge />\n      <Extra />');
    app.edit('src/App.tsx', 'import { words }', "import { Extra } from './Extra';\nimport { words }");
    await page.shows('extra', 'Extra');
    app.edit('src/Extra.tsx', '>Extra<', '>More<');
    await page.shows('extra', 'More');
    await assertKept(opened);
    page.hasNoProblems();
  });

  test('new ones are imported lazily, with their styles', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.write('src/lazy.css', '[data-testid=lazy] { color: rgb(9, 9, 9); }\n');
    app.write(
      'src/Lazy.tsx',
      `import { useState } from 'react';
import './lazy.css';
export default function Lazy() {
  const [count, setCount] = useState(0);
  return <button data-testid="lazy" onClick={() => setCount(count + 1)}>Lazy {count}</button>;
}
`,
    );
    app.edit('src/App.tsx', "import { useState } from 'react';", "import { Suspense, lazy, useState } from 'react';");
    app.edit('src/App.tsx', 'export function App', "const Lazy = lazy(() => import('./Lazy'));\n\nexport function App");
    app.edit('src/App.tsx', '<Badge />', '<Suspense fallback="…">\n        <Lazy />\n      </Suspense>');
    await page.shows('lazy', 'Lazy 0');
    await page.looks('[data-testid=lazy]', 'color', 'rgb(9, 9, 9)');
    await page.press('lazy', 'Lazy 1');
    app.edit('src/Lazy.tsx', 'Lazy {count}', 'Late {count}');
    await page.shows('lazy', 'Late 1');
    app.edit('src/lazy.css', 'rgb(9, 9, 9)', 'rgb(8, 8, 8)');
    await page.looks('[data-testid=lazy]', 'color', 'rgb(8, 8, 8)');
    await assertKept(opened);
    page.hasNoProblems();
  });

  test('deleted ones are missed until they are back', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    const text = app.read('src/parts/Badge.tsx');
    app.remove('src/parts/Badge.tsx');
    await page.overlays(/\.\/Badge/);
    app.write('src/parts/Badge.tsx', text.replace('First', 'Second'));
    await page.shows('badge', 'Second badge');
    await page.hasNoOverlay();
    await assertKept(opened);
  });

  test('a directory may go and come back', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    renameSync(app.path('src/parts'), app.path('elsewhere'));
    await page.overlays(/\.\/parts/);
    renameSync(app.path('elsewhere'), app.path('src/parts'));
    await page.hasNoOverlay();
    app.edit('src/parts/Badge.tsx', 'First', 'Second');
    await page.shows('badge', 'Second badge');
    await assertKept(opened);
  });

  test('one may get another name', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    renameSync(app.path('src/parts/Badge.tsx'), app.path('src/parts/Label.tsx'));
    app.edit('src/parts/index.ts', './Badge', './Label');
    await page.hasNoOverlay();
    app.edit('src/parts/Label.tsx', 'First', 'Renamed');
    await page.shows('badge', 'Renamed badge');
    await page.hasNoOverlay();
    await assertKept(opened);
  });

  test('a new one stands before the one that was found', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.write('src/parts/Badge.js', "throw new Error('nobody asks for it');\n");
    app.write('src/words/index.ts', "throw new Error('nobody asks for it');\n");
    app.write('src/words.tsx', "export const words = { count: 'Shadow', card: 'A card' };\n");
    const before = await eventually(
      () => page.report('neither file is used'),
      async () => /^(Count|Shadow): 2$/.exec(await page.text('counter')),
    );
    assert.ok(before);
    app.remove('src/words.ts');
    await page.shows('counter', 'Shadow: 2');
    await page.shows('visits', 'Visits: 1');
    await page.staysLoaded();
  });

  test('all of them at once, as when another branch is checked out', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    for (let index = 0; index < 100; index++) {
      app.write(`src/many/part${index}.ts`, `export const part${index} = ${index};\n`);
    }
    const names = [...Array(100).keys()];
    app.write('src/many/index.ts', `${names.map(name => `export * from './part${name}';`).join('\n')}\n`);
    app.edit('src/words.ts', '/** Not', "import * as many from './many';\n\n/** Not");
    app.edit('src/words.ts', "'A card'", 'String(Object.values(many).reduce((sum, value) => sum + value))');
    await page.shows('card', '4950');
    for (const index of names) app.edit(`src/many/part${index}.ts`, `= ${index};`, `= ${index + 1};`);
    await page.shows('card', '5050');
    await assertKept(opened);
    await page.hasNoOverlay();
  });
});

describe('files saved as editors save them', { skip }, () => {
  test('by a rename over the old file', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    for (const title of ['Second', 'Third']) {
      app.write('src/.App.tsx.tmp', app.read('src/App.tsx').replace(/\w+ title</, `${title} title<`));
      renameSync(app.path('src/.App.tsx.tmp'), app.path('src/App.tsx'));
      await page.shows('title', `${title} title`);
    }
    await assertKept(opened);
    page.hasNoProblems();
  });

  test('by a rename of the old file to a backup', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    const text = app.read('src/App.tsx');
    renameSync(app.path('src/App.tsx'), app.path('src/App.tsx~'));
    app.write('src/App.tsx', text.replace('First title', 'Second title'));
    await page.shows('title', 'Second title');
    await assertKept(opened);
    await page.hasNoOverlay();
  });

  test('by truncating and writing', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    const text = app.read('src/App.tsx');
    truncateSync(app.path('src/App.tsx'), 0);
    app.write('src/App.tsx', text.replace('First title', 'Second title'));
    await page.shows('title', 'Second title');
    await assertKept(opened);
    await page.hasNoOverlay();
  });

  test('by truncating, and writing a moment later', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    const text = app.read('src/words.ts');
    for (let time = 1; time <= 10; time++) {
      const file = openSync(app.path('src/words.ts'), 'w');
      const end = performance.now() + 5;
      while (performance.now() < end);
      writeSync(file, text.replace('A card', `Card ${time}`));
      closeSync(file);
      await page.shows('card', `Card ${time}`);
    }
    await assertKept(opened);
    await page.hasNoOverlay();
    assert.deepEqual(page.problems, []);
  });

  test('without a change', async () => {
    const opened = await openCounted();
    const { app, page } = opened;
    app.write('src/App.tsx', app.read('src/App.tsx'));
    app.edit('src/Counter.tsx', '{words.count}:', '{words.count} =');
    await page.shows('counter', 'Count = 2');
    await page.shows('visits', 'Visits: 1');
    await page.staysLoaded();
  });
});
