// A remote that `mfbuild start` serves is edited while a host runs it: the host's page goes on with the new code, and
// neither loses its state. The hosts are of us and of Rspack, in development and in production, and one that knows the
// federation runtime only.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { serve } from '../tools/serve.mjs';
import { Page, Place, eventually, skip } from './dev-support.mjs';
import { hostDir, launch, picture, serveRemote } from './support.mjs';

const PLACEHOLDER = 'http://dev-remote.invalid/mf-manifest.json';

let browser;
let places = [];
let statics = [];

before(async () => {
  if (!skip) browser = await launch();
});

afterEach(async () => {
  for (const page of browser?.context.pages().slice(1) ?? []) await page.close();
  for (const place of places) await place.close();
  for (const server of statics) server.close();
  places = [];
  statics = [];
});

after(() => browser?.close());

/** A host that was built before: the server puts the address of the remote in. */
async function openBuilt(name, remote) {
  const host = await serve(hostDir(name), { replace: { [PLACEHOLDER]: remote.url } });
  statics.push(host);
  return Page.open(browser.context, host.url, remote);
}

/** The host served by `mfbuild start`, in a process of its own. */
async function openServed(place, remote) {
  const app = place.copy('dev-app');
  app.write('mfbuild.config.json', app.read('mfbuild.host.json').replace(PLACEHOLDER, remote.url));
  const server = await place.start(app);
  return Page.open(browser.context, server.url, remote);
}

/** A page with the federation runtime only. What it has beside the edited remote is a button of another one. */
async function openRuntime(runtime, react, remote) {
  const beside = await serveRemote('react-remote');
  statics.push(beside);
  const remotes = [
    { name: 'dev_remote', entry: remote.url, render: ['./Panel', './Details'] },
    { ...beside.entry('manifest'), render: ['./Button'] },
  ];
  const host = await serve(hostDir('host-runtime'), { virtual: { '/remotes.json': { remotes, share: true } } });
  statics.push(host);
  return Page.open(browser.context, `${host.url}/${runtime}-react-${react}.html`, remote);
}

const ofOurs = { id: 'presses', text: count => `Host: ${count}` };
const ofRuntime = { id: 'remote-button', text: count => `Host says ${count}` };

/** How each host is opened, and which button of it counts. */
const HOSTS = {
  'mfbuild in development': { open: openServed, button: ofOurs, react: '19.3.1' },
  'mfbuild in production': {
    open: (_, remote) => openBuilt('dev-host-mfbuild', remote),
    button: ofOurs,
    react: '19.3.1',
  },
  'Rspack in development': {
    open: (_, remote) => openBuilt('dev-host-rspack-development', remote),
    button: ofOurs,
    react: '19.3.1',
  },
  'Rspack in production': {
    open: (_, remote) => openBuilt('dev-host-rspack-production', remote),
    button: ofOurs,
    react: '19.3.1',
  },
  'the runtime 2.9 and React 19': {
    open: (_, remote) => openRuntime('2.9', '19', remote),
    button: ofRuntime,
    react: '19.3.1',
  },
  'the runtime 2.9 and React 18': {
    open: (_, remote) => openRuntime('2.9', '18', remote),
    button: ofRuntime,
    react: '18.3.1',
  },
  'the runtime 0.21 and React 19': {
    open: (_, remote) => openRuntime('0.21', '19', remote),
    button: ofRuntime,
    react: '19.3.1',
  },
};

/** A host with the remote in it, and something in all counters. */
async function openHost({ open, button, react }, prepare = () => {}) {
  const place = new Place();
  places.push(place);
  const remote = place.copy('dev-remote');
  prepare(remote);
  const server = await place.start(remote);
  const page = await open(place, server);
  await page.shows('panel-react', react);
  await page.press('panel-counter', 'Panel: 1');
  await page.press('details-counter', 'Details: 1');
  await page.press(button.id, button.text(1));
  await page.press(button.id, button.text(2));
  return { place, remote, server, page, button };
}

async function assertKept({ page, button }) {
  await page.shows('panel-counter', 'Panel: 1');
  await page.shows('details-counter', 'Details: 1');
  await page.shows(button.id, button.text(2));
  await page.staysLoaded();
}

for (const [name, host] of Object.entries(HOSTS)) {
  describe(`a remote in a host of ${name}`, { skip }, () => {
    test('shows its new components and styles, and all state is kept', async () => {
      const opened = await openHost(host);
      const { remote, page } = opened;
      for (const [from, to] of [['First', 'Second'], ['Second', 'Third']]) {
        remote.edit('src/Panel.tsx', `${from} panel`, `${to} panel`);
        await page.shows('panel-title', `${to} panel`);
        await assertKept(opened);
      }
      remote.edit('src/Details.tsx', 'First details', 'Second details');
      await page.shows('details-title', 'Second details');
      remote.edit('src/Label.tsx', 'Label: ', 'Text: ');
      await page.shows('label', 'Text: first word');
      remote.edit('src/words.ts', 'first word', 'second word');
      await page.shows('label', 'Text: second word');
      await assertKept(opened);

      remote.edit('src/panel.css', 'rgb(232, 245, 233)', 'rgb(255, 243, 224)');
      await page.looks('[data-testid=panel]', 'background-color', 'rgb(255, 243, 224)');
      remote.edit('src/Panel.module.css', 'rgb(31, 84, 147)', 'rgb(1, 2, 3)');
      await page.looks('[data-testid=panel]', 'border-left-color', 'rgb(1, 2, 3)');
      remote.edit('src/details.css', 'dashed', 'dotted');
      await page.looks('[data-testid=details]', 'outline-style', 'dotted');
      await assertKept(opened);
      // What is pressed now acts by the new code.
      await page.press('panel-counter', 'Panel: 2');
      await picture(page.page, `dev-host-${name.replaceAll(' ', '-').toLowerCase()}`);
      page.hasNoProblems();
    });

    test('is remounted alone when its hooks change', async () => {
      const { remote, page, button } = await openHost(host);
      remote.edit('src/Panel.tsx', 'useState(0);', 'useState(5);\n  const [step] = useState(10);');
      remote.edit('src/Panel.tsx', 'count + 1', 'count + step');
      await page.shows('panel-counter', 'Panel: 5');
      await page.press('panel-counter', 'Panel: 15');
      await page.shows('details-counter', 'Details: 1');
      await page.shows(button.id, button.text(2));
      await page.staysLoaded();
      page.hasNoProblems();
    });

    test('shows its errors over the page until they are mended', async () => {
      const opened = await openHost(host);
      const { remote, page } = opened;
      remote.edit('src/Panel.tsx', 'First panel', '{First panel');
      await page.overlays(/Panel\.tsx:\d+:\d+[^]*\{First panel/);
      remote.edit('src/Panel.tsx', '{First panel', 'Mended panel');
      await page.shows('panel-title', 'Mended panel');
      await page.hasNoOverlay();
      await assertKept(opened);
    });

    test('lets the page be loaded again and says why, where nobody accepts', async () => {
      const { remote, page, button } = await openHost(host, sources => {
        sources.write('src/start.ts', "document.title = 'first';\nexport {};\n");
        sources.edit('src/Panel.tsx', "import './panel.css';", "import './panel.css';\nimport './start';");
        sources.edit('src/Panel.tsx', 'export default', 'export const limit = 3;\n\nexport default');
      });
      remote.edit('src/start.ts', "'first'", "'second'");
      await page.loaded(2);
      await page.shows(button.id, button.text(0));
      await eventually(
        () => page.report('the title is another one'),
        async () => (await page.page.title()) === 'second',
      );
      assert.ok(page.console.some(line => /\[mfbuild\].*start\.ts.*reload/.test(line)), await page.report('no reason'));
      await page.press('panel-counter', 'Panel: 1');
      remote.edit('src/Label.tsx', 'Label: ', 'Text: ');
      await page.shows('label', 'Text: first word');
      await page.shows('panel-counter', 'Panel: 1');
      await page.staysLoaded(2);
    });
  });
}

/** Components of all kinds, each with a state or a context of its own. */
const KINDS = `import { Component, createContext, createElement, forwardRef, memo } from 'react';
import { useContext, useImperativeHandle, useRef, useState } from 'react';
import { useSteps } from './useSteps';

const Colour = createContext('red');

export const Memo = memo(({ name }: { name: string }) => {
  const [count, setCount] = useState(0);
  return <button data-testid="memo" onClick={() => setCount(count + 1)}>{name} one: {count}</button>;
});

export const Forward = forwardRef<{ focus(): string }>((props, ref) => {
  const [count, setCount] = useState(0);
  useImperativeHandle(ref, () => ({ focus: () => 'focus one' }));
  return <button data-testid="forward" onClick={() => setCount(count + 1)}>forward one: {count}</button>;
});

export class Classic extends Component<{}, { count: number }> {
  state = { count: 0 };
  render() {
    const press = () => this.setState(({ count }) => ({ count: count + 1 }));
    return <button data-testid="classic" onClick={press}>classic one: {this.state.count}</button>;
  }
}

function Reader() {
  return <i data-testid="colour">{useContext(Colour)} one</i>;
}

export function Steps() {
  const [steps, step] = useSteps();
  return <button data-testid="steps" onClick={step}>steps one: {steps}</button>;
}

Steps.title = 'title one';

export function Kinds() {
  const forward = useRef<{ focus(): string }>(null);
  const [said, setSaid] = useState('nothing');
  return (
    <div data-testid="kinds">
      <Memo name="memo" />
      <Forward ref={forward} />
      <button data-testid="said" onClick={() => setSaid(forward.current?.focus() ?? 'no reference')}>
        said {said}
      </button>
      <Classic />
      <Colour.Provider value="blue"><Reader /></Colour.Provider>
      {createElement(Steps)}
      <i data-testid="static">{Steps.title}</i>
    </div>
  );
}
`;
const STEPS = `import { useState } from 'react';

export function useSteps(): [number, () => void] {
  const [steps, setSteps] = useState(0);
  return [steps, () => setSteps(steps + 1)];
}
`;

for (const name of ['mfbuild in development', 'mfbuild in production', 'the runtime 2.9 and React 18']) {
  test(`components of all kinds in a host of ${name}`, { skip }, async () => {
    const { remote, page, button } = await openHost(HOSTS[name], sources => {
      sources.write('src/Kinds.tsx', KINDS);
      sources.write('src/useSteps.ts', STEPS);
      sources.edit('src/Panel.tsx', "import { Label }", "import { Kinds } from './Kinds';\nimport { Label }");
      sources.edit('src/Panel.tsx', '<Label>', '<Kinds />\n      <Label>');
    });
    await page.press('memo', 'memo one: 1');
    await page.press('forward', 'forward one: 1');
    await page.press('classic', 'classic one: 1');
    await page.press('steps', 'steps one: 1');
    await page.press('said', 'said focus one');
    await page.shows('colour', 'blue one');
    remote.edit('src/Kinds.tsx', ' one', ' two');
    await page.shows('memo', 'memo two: 1');
    await page.shows('forward', 'forward two: 1');
    // Instances of the old class cannot go on.
    await page.shows('classic', 'classic two: 0');
    await page.shows('steps', 'steps two: 1');
    await page.shows('static', 'title two');
    await page.shows('colour', 'blue two');
    await page.shows('said', 'said focus one');
    await page.press('said', 'said focus two');
    remote.edit('src/useSteps.ts', 'steps + 1', 'steps + 10');
    await page.press('classic', 'classic two: 1');
    await eventually(
      () => page.report('the hook is the old one'),
      async () => {
        const before = await page.text('steps');
        await page.page.getByTestId('steps').click();
        return Number((await page.text('steps')).match(/\d+/)) - Number(before.match(/\d+/)) === 10;
      },
    );
    // A hook more: the component starts again, and so does only that.
    remote.edit('src/useSteps.ts', 'useState(0);', 'useState(0);\n  useState(1);');
    await page.shows('steps', 'steps two: 0');
    await page.shows('memo', 'memo two: 1');
    await page.shows(button.id, button.text(2));
    await page.staysLoaded();
  });
}

for (const name of ['mfbuild in development', 'mfbuild in production', 'the runtime 2.9 and React 18']) {
  test(`components are what elements say they are in a host of ${name}`, { skip }, async () => {
    const { remote, page } = await openHost(HOSTS[name], sources => {
      const same = '<i data-testid="same">{String(element.type === Label)}</i>';
      sources.edit('src/Panel.tsx', '<Label>', `${same}\n      <Label>`);
      sources.edit('src/Panel.tsx', '  return (', '  const element = <Label>in an element</Label>;\n  return (');
    });
    await page.shows('same', 'true');
    remote.edit('src/Label.tsx', 'Label: ', 'Text: ');
    await page.shows('label', 'Text: first word');
    await page.shows('same', 'true');
    remote.edit('src/Panel.tsx', '{String(', 'so {String(');
    await page.shows('same', 'so true');
    await page.staysLoaded();
  });
}

describe('a remote in a host', { skip }, () => {
  test('gets new files and lazy parts', async () => {
    const opened = await openHost(HOSTS['mfbuild in production']);
    const { remote, page } = opened;
    remote.write('src/more.css', '[data-testid=more] { color: rgb(5, 5, 5); }\n');
    remote.write('src/More.tsx', "import './more.css';\nexport default () => <i data-testid=\"more\">More</i>;\n");
    remote.edit('src/Panel.tsx', "import { useState, version }", "import { Suspense, lazy, useState, version }");
    remote.edit('src/Panel.tsx', 'export default', "const More = lazy(() => import('./More'));\n\nexport default");
    remote.edit('src/Panel.tsx', '<Label>', '<Suspense>\n        <More />\n      </Suspense>\n      <Label>');
    await page.shows('more', 'More');
    await page.looks('[data-testid=more]', 'color', 'rgb(5, 5, 5)');
    await assertKept(opened);
    page.hasNoProblems();
  });

  test('goes on when its server was restarted, and is loaded again if it missed an edit', async () => {
    const opened = await openHost(HOSTS['Rspack in production']);
    const { place, remote, server, page, button } = opened;
    const { port } = server;
    await server.stop();
    const again = await place.start(remote, { port });
    await eventually(
      () => page.report('the page does not connect again'),
      () => page.console.some(line => line.includes('connected again')),
    );
    remote.edit('src/Panel.tsx', 'First panel', 'Second panel');
    await page.shows('panel-title', 'Second panel');
    await assertKept(opened);
    await again.stop();
    remote.edit('src/Panel.tsx', 'Second panel', 'Third panel');
    await place.start(remote, { port });
    await page.loaded(2);
    await page.shows('panel-title', 'Third panel');
    await page.shows(button.id, button.text(0));
    await page.staysLoaded(2);
  });

  test('is edited beside the host, both served by one process', async () => {
    const place = new Place();
    places.push(place);
    const remote = place.copy('dev-remote');
    const other = place.copy('dev-remote', 'other-remote');
    other.edit('mfbuild.config.json', '"dev_remote"', '"other_remote"');
    other.edit('package.json', '@acme/dev-remote', '@acme/other-remote');
    for (const file of ['src/Panel.tsx', 'src/Details.tsx', 'src/Label.tsx']) {
      other.write(file, other.read(file).replaceAll('data-testid="', 'data-testid="other-'));
    }
    // A class of its own: two sheets of one page are in the order in which they come.
    for (const file of ['src/Panel.tsx', 'src/panel.css']) other.edit(file, 'remote-panel', 'other-panel');
    const app = place.copy('dev-app');
    const ports = await freePorts(3);
    app.edit('mfbuild.host.json', PLACEHOLDER, `http://localhost:${ports[1]}/mf-manifest.json`);
    const entry = `"other_remote": "other_remote@http://localhost:${ports[2]}/mf-manifest.json"`;
    app.edit('mfbuild.host.json', '"remotes": { ', `"remotes": { ${entry}, `);
    for (const [index, each] of [app, remote, other].entries()) {
      const file = each === app ? 'mfbuild.host.json' : 'mfbuild.config.json';
      const text = each.read(file).trimEnd().replace(/\}$/, `, "devServer": { "port": ${ports[index]} }\n}`);
      each.write('mfbuild.config.json', text);
    }
    app.edit('host/Host.tsx', 'import Panel from', "import Other from 'other_remote/Panel';\nimport Panel from");
    app.edit('host/Host.tsx', '<Panel />', '<Panel />\n      <Other />');

    const server = await place.start([app, remote, other], { port: null });
    const page = await Page.open(browser.context, server.url, server);
    await page.press('presses', 'Host: 1');
    await page.press('panel-counter', 'Panel: 1');
    await page.press('other-panel-counter', 'Panel: 1');
    app.edit('host/Host.tsx', 'Host with', 'App with');
    await page.shows('host', 'App with React 19.3.1');
    remote.edit('src/Panel.tsx', 'First', 'Second');
    await page.shows('panel-title', 'Second panel');
    other.edit('src/Panel.tsx', 'First', 'Other');
    await page.shows('other-panel-title', 'Other panel');
    other.edit('src/panel.css', 'rgb(232, 245, 233)', 'rgb(1, 2, 3)');
    await eventually(
      () => page.report('no panel has the new colour'),
      async () => (await page.style('[data-testid=other-panel]', 'background-color')) === 'rgb(1, 2, 3)',
    );
    remote.edit('src/Label.tsx', 'Label: ', '{Label: ');
    await page.overlays(/Label\.tsx/);
    app.edit('host/Host.tsx', 'App with', 'Page with');
    await page.shows('host', 'Page with React 19.3.1');
    await page.overlays(/Label\.tsx/);
    remote.edit('src/Label.tsx', '{Label: ', 'Text: ');
    await page.shows('label', 'Text: first word');
    await page.hasNoOverlay();
    await page.shows('presses', 'Host: 1');
    await page.shows('panel-counter', 'Panel: 1');
    await page.shows('other-panel-counter', 'Panel: 1');
    await page.staysLoaded();
  });
});

describe('remotes of other test apps', { skip }, () => {
  /** Serves a copy of a remote; `entry` is what hosts are given. */
  async function serveCopy(app) {
    const place = new Place();
    places.push(place);
    const remote = place.copy(app);
    const server = await place.start(remote, { args: ['--module-federation'] });
    return { remote, server };
  }

  const hosts = async (dir, options, server) => {
    const host = await serve(hostDir(dir), options);
    statics.push(host);
    return Page.open(browser.context, host.url + (options.page ?? ''), server);
  };

  test('an ES module container', async () => {
    const { remote, server } = await serveCopy('module-remote');
    const remotes = [{ name: 'module_remote', entry: server.url, render: ['./Clock'] }];
    const virtual = { '/remotes.json': { remotes, share: true } };
    const page = await hosts('host-runtime', { virtual, page: '/2.9-react-19.html' }, server);
    await page.page.getByRole('button', { name: 'Tick' }).click();
    await page.shows('module-remote-face', '1 ticks');
    remote.edit('src/Face.tsx', '{ticks} ticks', '{ticks} clicks');
    await page.shows('module-remote-face', '1 clicks');
    remote.edit('src/Clock.tsx', '>Tick<', '>Tack<');
    await page.page.getByRole('button', { name: 'Tack' }).click();
    await page.shows('module-remote-face', '2 clicks');
    remote.edit('src/clock.css', 'background: ', 'background: rgb(1, 2, 3);\n  --old: ');
    await page.looks('.module-clock', 'background-color', 'rgb(1, 2, 3)');
    await page.staysLoaded();
    page.hasNoProblems();
  });

  for (const bundler of ['rspack', 'webpack', 'webpack-core']) {
    test(`a large one in a host of ${bundler} in production`, async () => {
      const { remote, server } = await serveCopy('react-remote');
      const entry = bundler === 'webpack-core' ? server.url.replace('mf-manifest.json', 'remoteEntry.js') : server.url;
      const replace = { 'http://react-remote.invalid/entry': entry };
      const page = await hosts(`host-${bundler}`, { virtual: { '/remotes.json': [] }, replace }, server);
      await page.press('remote-button', 'Press 1');
      await page.page.getByRole('link', { name: 'Catalog' }).click();
      remote.edit('src/App.tsx', '>React remote<', '>Edited remote<');
      await eventually(
        () => page.report('the new title does not come'),
        async () => (await page.text('react-remote')).includes('Edited remote'),
      );
      await page.shows('remote-button', 'Press 1');
      remote.edit('src/App.module.css', 'border-left: ', 'border-left: 9px solid rgb(1, 2, 3);\n  --old: ');
      await page.looks('[data-testid=react-remote]', 'border-left-color', 'rgb(1, 2, 3)');
      await page.page.getByTestId('catalog').waitFor();
      await page.shows('remote-button', 'Press 1');
      await page.staysLoaded();
    });
  }

  test('a Backstage plugin in an app that Rspack has built', async () => {
    const { remote, server } = await serveCopy('backstage-plugin');
    const identity = { packageName: '@acme/plugin-inventory', name: 'acme__plugin_inventory' };
    const virtual = { '/remotes.json': [{ ...identity, exposes: ['.', './alpha'], entry: server.url }] };
    const scripts = { '/runtime.js': readFileSync(join(hostDir('host-runtime'), 'runtime-2.9.js'), 'utf8') };
    const page = await hosts('host-backstage', { virtual, scripts, page: '/inventory' }, server);
    await page.page.getByRole('button', { name: 'Reserve one' }).click();
    await page.shows('reserved', '1 reserved');
    remote.edit('src/components/InventoryPage.tsx', '{reserved} reserved', '{reserved} of many reserved');
    await page.shows('reserved', '1 of many reserved');
    remote.edit('src/components/inventory.css', 'display: flex', 'display: grid');
    await page.looks('.inventory-head', 'display', 'grid');
    await page.shows('reserved', '1 of many reserved');
    await page.staysLoaded();
    await picture(page.page, 'dev-host-backstage');
  });
});

/** Ports that nobody has at the moment. */
async function freePorts(count) {
  const servers = [];
  for (let index = 0; index < count; index++) servers.push(await serve('.'));
  const ports = servers.map(({ url }) => Number(new URL(url).port));
  for (const server of servers) server.close();
  return ports;
}
