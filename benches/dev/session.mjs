// One run of one tool: from its start to the first page, then edits in a page that stays open.
import { closeSync, ftruncateSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import WebSocket from 'ws';
import { Server } from './process.mjs';
import { TOOLS } from './tools.mjs';

const POLL_EVERY = 20;
const START_LIMIT = 300_000;
const EDIT_LIMIT = 60_000;
/** No message for so long: the tool has nothing left to do. */
const QUIET = 400;
const CLICKS = 3;
/** A browser that has just closed one page and opened another is busy for half a second. */
const SETTLE = 2000;
/** Between rebuilds: Vite's watcher takes writes that follow each other faster for one. */
const BREATH = 100;

const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
/** Milliseconds since 1970, finer than Date.now. */
const now = () => performance.timeOrigin + performance.now();

export const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** In one step: who reads in the wrong moment must not find an empty file, as Vite now and then does. */
function overwrite(path, before, text) {
  const file = openSync(path, 'r+');
  writeSync(file, text);
  if (text.length !== before.length) ftruncateSync(file, Buffer.byteLength(text));
  closeSync(file);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, 'localhost', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function listens(origin) {
  const [host, port] = origin.split(':');
  return new Promise(resolve => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Runs in the page: notes when something is there. */
function noteReady(selector) {
  const look = () => {
    if (window.benchReady || !document.querySelector(selector)) return;
    window.benchReady = performance.timeOrigin + performance.now();
    observer.disconnect();
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-ready'] });
}

export class Session {
  constructor(name, { dir, bench, browser, verbose }) {
    Object.assign(this, { name, dir, bench, browser, verbose, tool: TOOLS[name] });
    this.saved = new Map();
    this.revision = 0;
  }

  /** Starts the server and shows the first page: milliseconds, CPU seconds and bytes until then. */
  async start({ keepCaches }) {
    for (const cache of keepCaches ? [] : this.tool.caches)
      rmSync(join(this.dir, cache), { recursive: true, force: true });
    const port = await freePort();
    this.origin = `localhost:${port}`;
    // A context is made before the clock runs: the browser is warm, and has nothing else to do.
    this.context = await this.browser.newContext();
    this.page = await this.context.newPage();
    await this.page.addInitScript(noteReady, `[data-ready="${this.bench.ready}"]`);
    await sleep(SETTLE);
    this.problems = [];
    const broken = new Promise((_, reject) => {
      this.page.on('pageerror', error => {
        this.problems.push(String(error));
        reject(new Error(`${this.name}: the page fails: ${error}`));
      });
    });
    // Somebody waits for it below; errors of later edits are only kept.
    broken.catch(() => {});
    const driver = process.cpuUsage();
    this.server = new Server(this.tool.command(port), { cwd: this.dir, port, verbose: this.verbose });
    const answered = await this.#answer();
    await this.page.goto(`http://${this.origin}/`, { waitUntil: 'commit', timeout: START_LIMIT });
    // The page itself says when: who asks from outside learns it up to half a second later.
    const ready = this.page.waitForFunction(() => window.benchReady, undefined, { timeout: START_LIMIT });
    const at = await (await Promise.race([ready, broken])).jsonValue();
    const wall = at - performance.timeOrigin - this.server.started;
    const { user, system } = process.cpuUsage(driver);
    return {
      wall,
      answered,
      cpu: this.server.cpu(),
      memory: Math.max(this.server.memory(), this.server.peak),
      // Part of the wall time is this program's: it is told of every request of the page.
      driverCpu: (user + system) / 1e6,
    };
  }

  /** Asks for the page until there is one. Until somebody listens that costs next to nothing: the tool needs the processor. */
  async #answer() {
    let ended;
    this.server.exited.then(code => (ended = code));
    while (performance.now() - this.server.started < START_LIMIT) {
      if (ended !== undefined) throw new Error(`${this.name} ended with ${ended}:\n${this.server.output}`);
      if (await listens(this.origin)) {
        const response = await fetch(`http://${this.origin}/`, { headers: { accept: 'text/html' } }).catch(
          () => undefined,
        );
        await response?.arrayBuffer();
        if (response?.ok) return performance.now() - this.server.started;
      }
      await sleep(POLL_EVERY);
    }
    throw new Error(`${this.name} does not answer:\n${this.server.output}`);
  }

  /** Connects as a client of its own, beside the page's. */
  async listen() {
    const { path, protocols, withOrigin } = this.tool.socket;
    const options = withOrigin ? { origin: `http://${this.origin}` } : {};
    this.socket = new WebSocket(`ws://${this.origin}${path}`, protocols, options);
    this.socket.on('close', () => this.server && this.problems.push(`${this.name} has closed the websocket`));
    const classify = this.tool.listener();
    this.heard = performance.now();
    this.socket.on('message', data => {
      this.heard = performance.now();
      const kind = classify(JSON.parse(String(data)));
      if (kind) this.waiting?.({ kind, at: now() });
    });
    await new Promise((resolve, reject) => this.socket.once('open', resolve).once('error', reject));
    await this.#quiet();
    for (let index = 0; index < CLICKS; index++) await this.page.click('[data-counter]');
    await this.page.evaluate(() => (window.benchMark = true));
  }

  async #quiet() {
    do await sleep(QUIET);
    while (performance.now() - this.heard < QUIET);
  }

  #message() {
    return new Promise(resolve => {
      const timer = setTimeout(() => resolve({ kind: 'silence', at: now() }), EDIT_LIMIT);
      this.waiting = event => {
        this.waiting = undefined;
        clearTimeout(timer);
        resolve(event);
      };
    });
  }

  /** Milliseconds that the page's clock is ahead of ours. */
  async #offset() {
    let best = { took: Infinity };
    for (let index = 0; index < 5; index++) {
      const from = now();
      const there = await this.page.evaluate(() => performance.timeOrigin + performance.now());
      const took = now() - from;
      if (took < best.took) best = { took, offset: there - from - took / 2 };
    }
    return best.offset;
  }

  /** The moment when the page shows `text`, by the page's clock. */
  async #expect(selector, text) {
    await this.page.evaluate(
      ([selector, text]) => {
        const shown = () => document.querySelector(selector)?.textContent.includes(text);
        window.benchShown = new Promise(resolve => {
          const done = () => resolve(performance.timeOrigin + performance.now());
          const observer = new MutationObserver(() => {
            if (!shown()) return;
            observer.disconnect();
            done();
          });
          observer.observe(document, { subtree: true, childList: true, characterData: true });
        });
      },
      [selector, text],
    );
    return async () => {
      try {
        return await this.page.evaluate(
          limit => Promise.race([window.benchShown, new Promise(resolve => setTimeout(resolve, limit, undefined))]),
          EDIT_LIMIT,
        );
      } catch {
        // The page was loaded anew.
        await this.page.waitForSelector(`${selector}:has-text("${text}")`, { timeout: START_LIMIT });
        return now();
      }
    };
  }

  /** Writes the next text: when the server has announced it, and when the page shows it, in milliseconds. */
  async edit(kind, { quiet = true } = {}) {
    const { file, selector, text } = this.bench[kind];
    const path = join(this.dir, file);
    if (!this.saved.has(path)) this.saved.set(path, readFileSync(path, 'utf8'));
    this.revision += 1;
    const next = `${kind}-r${String(this.revision).padStart(6, '0')}`;
    const source = this.saved.get(path).replace(text, next);
    const offset = quiet ? await this.#offset() : 0;
    const shown = await this.#expect(selector, next);
    const message = this.#message();
    const before = readFileSync(path, 'utf8');
    const from = now();
    overwrite(path, before, source);
    const [event, at] = await Promise.all([message, shown()]);
    if (event.kind !== 'update' || at === undefined) {
      const what = at === undefined ? `, and the page does not show ${next}` : '';
      throw new Error(`${this.name}: ${kind} edit ${this.revision}: ${event.kind}${what}\n${this.server.output}`);
    }
    if (quiet) await this.#quiet();
    return { message: event.at - from, page: at - offset - from };
  }

  /** Whether the page is still the one that was opened, with what was clicked. */
  async stateKept() {
    return this.page.evaluate(
      clicks => window.benchMark === true && document.querySelector('[data-counter]').textContent === String(clicks),
      CLICKS,
    );
  }

  /** Medians of `count` edits after one that is not counted. */
  async edits(kind, count) {
    await this.edit(kind);
    const all = [];
    const before = this.server.cpu();
    for (let index = 0; index < count; index++) all.push(await this.edit(kind));
    // Of one edit, with what serving it to the page costs; in milliseconds as the rest.
    const cpu = ((this.server.cpu() - before) / count) * 1000;
    const [message, page] = ['message', 'page'].map(key => all.map(one => one[key]));
    const worst = Math.max(...page);
    return {
      message: median(message),
      page: median(page),
      worst,
      cpu,
      kept: await this.stateKept(),
      all: { message, page },
    };
  }

  /** Bytes after 10 and after `count` edits of the leaf, each soon after the last is on screen. */
  async rebuilds(count) {
    const from = performance.now();
    const memory = {};
    for (let index = 1; index <= count; index++) {
      await this.edit('leaf', { quiet: false });
      await sleep(BREATH);
      if (index === 10 || index % 100 === 0 || index === count) memory[index] = await this.server.settledMemory();
    }
    return { count, memory, growth: memory[count] / memory[10] - 1, seconds: (performance.now() - from) / 1000 };
  }

  /** Puts the files back, closes page and server; safe to call twice. */
  async stop() {
    for (const [path, text] of this.saved) writeFileSync(path, text);
    this.saved.clear();
    this.socket?.removeAllListeners('close').terminate();
    await this.context?.close().catch(() => {});
    this.context = undefined;
    const took = await this.server?.stop();
    this.server = undefined;
    return took;
  }
}
