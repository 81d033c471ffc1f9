// What the specs of `mfbuild start` share: copies of apps that may be edited, servers, and pages that say what happens.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const apps = fileURLToPath(new URL('..', import.meta.url));
const binary = process.env.MFBUILD_BIN;

/** Reason to leave the specs out: nobody else has this server. */
export const skip = binary ? false : 'no MFBUILD_BIN';

/** Longer than anything takes on a busy machine; only failures wait for it. */
const PATIENCE = 15_000;

/** Calls `attempt` until it neither throws nor returns `false`; what it threw last is the failure. */
export async function eventually(what, attempt, patience = PATIENCE) {
  const end = performance.now() + patience;
  for (;;) {
    let problem;
    try {
      const value = await attempt();
      if (value !== false) return value;
    } catch (error) {
      problem = error;
    }
    if (performance.now() > end) {
      throw new Error(`${typeof what === 'function' ? await what() : what} (${problem?.message ?? 'it is not so'})`);
    }
    await pause(20);
  }
}

/** Links every installed package, so that others can be put beside them. Those of a workspace are the copies. */
function linkPackages(source, target) {
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    if (entry.name.startsWith('.')) continue;
    if (entry.name.startsWith('@')) {
      mkdirSync(to, { recursive: true });
      linkPackages(from, to);
    } else {
      symlinkSync(entry.isSymbolicLink() ? readlinkSync(from) : from, to, 'dir');
    }
  }
}

/** A place of its own for one test, with copies of test apps and the servers that run in it. */
export class Place {
  constructor() {
    this.dir = mkdtempSync(join(tmpdir(), 'mfbuild-dev-'));
    this.servers = [];
  }

  /** Copies the sources of a test app. */
  copy(app, name = app) {
    const source = join(apps, app);
    const target = join(this.dir, name);
    cpSync(source, target, { recursive: true, filter: path => basename(path) !== 'node_modules' });
    mkdirSync(join(target, 'node_modules'));
    linkPackages(join(source, 'node_modules'), join(target, 'node_modules'));
    // Apps that are only built elsewhere have no use for it.
    const refresh = join(target, 'node_modules/react-refresh');
    if (!existsSync(refresh)) symlinkSync(join(apps, 'dev-app/node_modules/react-refresh'), refresh, 'dir');
    return new Sources(target);
  }

  /** Starts `mfbuild start` and waits until every package has an address. */
  async start(dirs, options) {
    const server = new Server([dirs].flat().map(dir => dir.dir ?? dir), options);
    this.servers.push(server);
    await server.ready();
    return server;
  }

  async close() {
    for (const server of this.servers) await server.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** Files that are edited. */
export class Sources {
  constructor(dir) {
    this.dir = dir;
  }

  path(file) {
    return join(this.dir, file);
  }

  read(file) {
    return readFileSync(this.path(file), 'utf8');
  }

  write(file, text) {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  /** Replaces a text that must be there. */
  edit(file, from, to) {
    const text = this.read(file);
    assert.ok(text.includes(from), `${file} has no ${from}`);
    this.write(file, text.replaceAll(from, to));
  }

  remove(file) {
    rmSync(this.path(file), { recursive: true });
  }
}

/** One process of `mfbuild start`. */
export class Server {
  constructor(dirs, { cwd, args = [], env = {}, port = 0 } = {}) {
    this.dirs = dirs;
    this.output = '';
    this.urls = [];
    const ports = port === null ? [] : ['--port', String(port)];
    this.process = spawn(binary, ['start', ...dirs, ...ports, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = new Promise(resolve => this.process.once('exit', (code, signal) => resolve({ code, signal })));
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.setEncoding('utf8').on('data', text => {
        this.output += text;
        this.urls = [...this.output.matchAll(/(?:page|remote) at (http\S+)/g)].map(([, url]) => url);
      });
    }
  }

  /** Address of the first page or manifest. */
  get url() {
    return this.urls[0];
  }

  get port() {
    return Number(new URL(this.url).port);
  }

  async ready() {
    const hasEnded = () => this.process.exitCode !== null || this.process.signalCode !== null;
    await eventually(
      () => `the server has not started\n${this.output}`,
      () => hasEnded() || this.urls.length >= this.dirs.length,
      30_000,
    );
    if (hasEnded()) throw new Error(`the server has ended\n${this.output}`);
  }

  async stop(signal = 'SIGTERM') {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill(signal);
    return this.exited;
  }
}

/** A page in the browser: what it shows, how often it was loaded, what it said. */
export class Page {
  constructor(page, server) {
    this.page = page;
    this.server = server;
    this.loads = 0;
    this.console = [];
    this.problems = [];
    page.on('load', () => this.loads++);
    page.on('console', message => this.console.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', error => this.problems.push(String(error.stack ?? error)));
  }

  static async open(context, url, server) {
    const opened = new Page(await context.newPage(), server);
    await opened.page.goto(url, { waitUntil: 'load' });
    return opened;
  }

  text(id) {
    return this.page.getByTestId(id).first().textContent({ timeout: 500 });
  }

  style(selector, property) {
    return this.page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property, { timeout: 500 });
  }

  /** Everything that helps to understand a failure. */
  async report(what) {
    const body = await this.page.locator('body').innerText({ timeout: 500 }).catch(String);
    const overlay = await this.overlay().catch(String);
    const lines = [what, '--- page', body.slice(0, 1500), '--- overlay', overlay, '--- console', ...this.console];
    return [...lines, ...this.problems, '--- server', this.server?.output].join('\n');
  }

  /** Waits until an element with this test id has exactly this text. */
  shows(id, text) {
    return eventually(
      () => this.report(`\`${id}\` does not show \`${text}\``),
      async () => assert.equal(await this.text(id), text),
    );
  }

  looks(selector, property, value) {
    return eventually(
      () => this.report(`${property} of ${selector} is not ${value}`),
      async () => assert.equal(await this.style(selector, property), value),
    );
  }

  /** Clicks a button and waits for what it then shows. */
  async press(id, text) {
    await this.page.getByTestId(id).click();
    await this.shows(id, text);
  }

  /** What the error overlay says; nothing without one. */
  async overlay() {
    const overlays = this.page.locator('mfbuild-overlay');
    return (await overlays.count()) === 0 ? '' : overlays.first().locator('section').innerText({ timeout: 500 });
  }

  overlays(pattern) {
    return eventually(
      () => this.report(`the overlay does not show ${pattern}`),
      async () => assert.match(await this.overlay(), pattern),
    );
  }

  hasNoOverlay() {
    return eventually(
      () => this.report('the overlay does not go away'),
      async () => (await this.overlay()) === '',
    );
  }

  /** Waits for that many loads, and that the page is drawn. */
  async loaded(times) {
    await eventually(
      () => this.report(`the page was loaded ${this.loads} times, not ${times}`),
      () => this.loads === times,
    );
  }

  /** Fails if the page was loaded again, or anything went wrong that is not expected. */
  async staysLoaded(times = 1) {
    assert.equal(this.loads, times, await this.report(`the page was loaded ${this.loads} times`));
  }

  hasNoProblems() {
    const errors = this.console.filter(line => line.startsWith('error:'));
    assert.deepEqual([...this.problems, ...errors], []);
  }
}
