// The smallest browser page that a remote can be loaded into: elements with attributes, a head and a body, scripts and
// style sheets that are read from the output folder. One vm context is one page.

import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const LOADABLE = { SCRIPT: 'src', LINK: 'href' };
const REFLECTED = ['src', 'href', 'rel', 'type', 'id', 'nonce', 'charset', 'as', 'media'];

class Target {
  #listeners = new Map();

  addEventListener(type, listener) {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  removeEventListener(type, listener) {
    this.#listeners.set(type, (this.#listeners.get(type) ?? []).filter((other) => other !== listener));
  }

  dispatchEvent(event) {
    event.target ??= this;
    this[`on${event.type}`]?.(event);
    for (const listener of this.#listeners.get(event.type) ?? []) listener.call(this, event);
    return true;
  }
}

class Element extends Target {
  children = [];
  parentNode = null;
  dataset = {};
  style = {};
  textContent = '';
  #attributes = new Map();

  constructor(page, tagName) {
    super();
    this.ownerDocument = page.document;
    this.tagName = this.nodeName = tagName.toUpperCase();
    Object.defineProperty(this, 'page', { value: page });
  }

  get parentElement() {
    return this.parentNode;
  }
  get childNodes() {
    return this.children;
  }
  get firstChild() {
    return this.children[0] ?? null;
  }
  get lastChild() {
    return this.children.at(-1) ?? null;
  }
  get nextSibling() {
    return this.parentNode?.children[this.parentNode.children.indexOf(this) + 1] ?? null;
  }
  get sheet() {
    return null;
  }

  getAttribute(name) {
    return this.#attributes.get(name) ?? null;
  }
  hasAttribute(name) {
    return this.#attributes.has(name);
  }
  setAttribute(name, value) {
    this.#attributes.set(name, String(value));
  }
  removeAttribute(name) {
    this.#attributes.delete(name);
  }

  append(...nodes) {
    for (const node of nodes) this.insertBefore(node, null);
  }
  appendChild(node) {
    return this.insertBefore(node, null);
  }
  prepend(node) {
    this.insertBefore(node, this.firstChild);
  }
  before(node) {
    this.parentNode.insertBefore(node, this);
  }
  after(node) {
    this.parentNode.insertBefore(node, this.nextSibling);
  }
  insertBefore(node, reference) {
    node.remove();
    const at = reference ? this.children.indexOf(reference) : this.children.length;
    if (at < 0) throw new Error('insertBefore: the reference is no child of this element');
    this.children.splice(at, 0, node);
    node.parentNode = this;
    if (node.tagName in LOADABLE) this.page.load(node);
    return node;
  }
  removeChild(node) {
    node.remove();
    return node;
  }
  remove() {
    const siblings = this.parentNode?.children;
    siblings?.splice(siblings.indexOf(this), 1);
    this.parentNode = null;
  }

  getElementsByTagName(name) {
    return this.querySelectorAll(name);
  }
  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null;
  }
  querySelectorAll(selector) {
    const tests = selector.split(',').map(parseSelector);
    const found = [];
    const visit = (element) => {
      for (const child of element.children) {
        if (tests.some((test) => test(child))) found.push(child);
        visit(child);
      }
    };
    visit(this);
    return found;
  }
}

for (const name of REFLECTED) {
  Object.defineProperty(Element.prototype, name, {
    get() {
      const value = this.getAttribute(name);
      if (value === null) return '';
      return name === 'src' || name === 'href' ? new URL(value, this.page.base).href : value;
    },
    set(value) {
      this.setAttribute(name, value);
    },
  });
}

/** Test for one compound selector: `tag`, `#id`, `[name]`, `[name="value"]`, `[name^=value]`. */
function parseSelector(text) {
  const tag = /^[a-z*]*/i.exec(text.trim())[0].toUpperCase();
  const id = /#([\w-]+)/.exec(text)?.[1];
  const attributes = [...text.matchAll(/\[([\w-]+)(?:([\^$*]?)=["']?([^\]"']*)["']?)?\]/g)];
  const matches = (actual, operator, expected) => {
    if (actual === null) return false;
    if (expected === undefined) return true;
    const tests = { '^': 'startsWith', $: 'endsWith', '*': 'includes' };
    return operator ? actual[tests[operator]](expected) : actual === expected;
  };
  return (element) =>
    (tag === '' || tag === '*' || element.tagName === tag) &&
    (id === undefined || element.id === id) &&
    attributes.every(([, name, operator, value]) => matches(element.getAttribute(name), operator, value));
}

/**
 * A page whose files are those of `root`, where those of a `server` are put when they are asked for. Scripts that were
 * asked for together run in reverse order if `reversed`. With `isHere` the page has the globals of this process.
 */
export class Page {
  scripts = [];
  styles = [];
  errors = [];
  consoleLines = [];
  #waiting = [];
  #modules = new Map();

  constructor(root, { reversed = false, server, isHere = false } = {}) {
    this.root = root;
    this.server = server;
    this.base = 'http://remote.test/remote/';
    this.reversed = reversed;
    this.#makeDocument();
    if (isHere) this.#useThisRealm();
    else this.#makeContext();
  }

  #makeDocument() {
    const page = this;
    const root = new Element(this, 'html');
    this.document = Object.assign(new Target(), {
      documentElement: root,
      head: new Element(this, 'head'),
      body: new Element(this, 'body'),
      currentScript: null,
      baseURI: this.base,
      readyState: 'complete',
      createElement: (name) => new Element(page, name),
      createTextNode: (textContent) => Object.assign(new Element(page, '#text'), { textContent }),
      getElementById: (id) => root.querySelector(`#${id}`),
      getElementsByTagName: (name) => root.querySelectorAll(name),
      querySelector: (selector) => root.querySelector(selector),
      querySelectorAll: (selector) => root.querySelectorAll(selector),
    });
    Object.defineProperty(this.document, 'defaultView', { get: () => page.self });
    root.append(this.document.head, this.document.body);
  }

  #makeContext() {
    this.context = vm.createContext(vm.constants?.DONT_CONTEXTIFY ?? {});
    const self = vm.runInContext('globalThis', this.context);
    const lines = this.consoleLines;
    const write = (level) => (...parts) => lines.push([level, ...parts].join(' '));
    const target = new Target();
    Object.assign(self, {
      self,
      window: self,
      document: this.document,
      location: new URL(this.base),
      navigator: { userAgent: 'mfbuild case runner' },
      console: { log: write('log'), info: write('info'), warn: write('warn'), error: write('error'), debug() {} },
      log: vm.runInContext('[]', this.context),
      addEventListener: target.addEventListener.bind(target),
      removeEventListener: target.removeEventListener.bind(target),
      dispatchEvent: target.dispatchEvent.bind(target),
      setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask, structuredClone, performance,
      URL, URLSearchParams, TextEncoder, TextDecoder, AbortController, Event, EventTarget, atob, btoa,
    });
    this.self = self;
  }

  /** Makes this process the page, so that its objects have the prototypes that assertions of the process compare. */
  #useThisRealm() {
    this.self = globalThis;
    Object.assign(globalThis, { self: globalThis, document: this.document, location: new URL(this.base) });
  }

  /** Runs `code` in the page. */
  evaluate(code, filename) {
    const importModuleDynamically = async (url) => this.#asModule(await this.importModule(url));
    const options = { filename, importModuleDynamically };
    return this.context ? vm.runInContext(code, this.context, options) : vm.runInThisContext(code, options);
  }

  /** What a case returns in place of a module, as a module. */
  async #asModule(value) {
    if (value instanceof vm.Module) return value;
    const names = Object.keys(value);
    const fill = function () {
      for (const name of names) this.setExport(name, value[name]);
    };
    const module = new vm.SyntheticModule(names, fill, { context: this.context });
    await module.link(() => {});
    await module.evaluate();
    return module;
  }

  /** Path of a url below the one of this page; null if it lies elsewhere. */
  #nameOf(url) {
    const { href, pathname } = new URL(url, this.base);
    return href.startsWith(this.base) ? pathname.slice(new URL(this.base).pathname.length) : null;
  }

  /** The output file behind a url of this page; null if it lies elsewhere or does not exist. */
  fileOf(url) {
    const name = this.#nameOf(url);
    if (name === null) return null;
    const file = path.join(this.root, decodeURIComponent(name));
    return fs.existsSync(file) ? file : null;
  }

  /** Gets a file from the server, if there is one. */
  async bring(url) {
    const name = this.server && this.#nameOf(url);
    if (!name || this.fileOf(url)) return;
    const answer = await fetch(new URL(name, this.server));
    if (!answer.ok) return;
    const file = path.join(this.root, decodeURIComponent(name));
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, new Uint8Array(await answer.arrayBuffer()));
  }

  /** Starts to load a script or a link that was put into the page. */
  load(element) {
    if (!element.hasAttribute(LOADABLE[element.tagName])) return;
    if (this.#waiting.length === 0) setImmediate(() => this.#finishWaiting());
    this.#waiting.push(element);
  }

  async #finishWaiting() {
    const waiting = this.#waiting.splice(0);
    if (this.server) {
      const brought = waiting.map((element) => this.bring(element.getAttribute(LOADABLE[element.tagName])));
      for (const { reason } of await Promise.allSettled(brought)) if (reason) this.errors.push(reason);
    }
    if (this.reversed) waiting.reverse();
    for (const element of waiting) {
      const type = element.tagName === 'SCRIPT' ? this.#finishScript(element) : this.#finishLink(element);
      if (type instanceof Promise) type.then((event) => element.dispatchEvent({ type: event }));
      else element.dispatchEvent({ type });
    }
  }

  #finishLink(element) {
    this.styles.push(element.href);
    return this.fileOf(element.href) ? 'load' : 'error';
  }

  #finishScript(element) {
    this.scripts.push(element.src);
    const file = this.fileOf(element.src);
    if (!file) return 'error';
    if (element.type === 'module') {
      return this.importModule(element.src).then(() => 'load', (error) => (this.errors.push(error), 'error'));
    }
    this.document.currentScript = element;
    try {
      this.evaluate(fs.readFileSync(file, 'utf8'), element.src);
    } catch (error) {
      this.errors.push(error);
    } finally {
      this.document.currentScript = null;
    }
    return 'load';
  }

  /** `import(url)` of an output file. */
  async importModule(url, referrer) {
    const href = new URL(url, referrer?.identifier ?? this.base).href;
    const module = await this.#moduleOf(href);
    if (module.status === 'unlinked') await module.link((request, from) => this.#moduleOf(new URL(request, from.identifier).href));
    await module.evaluate();
    return module.namespace;
  }

  #moduleOf(href) {
    if (!this.#modules.has(href)) this.#modules.set(href, this.#makeModule(href));
    return this.#modules.get(href);
  }

  async #makeModule(href) {
    await this.bring(href);
    const file = this.fileOf(href);
    if (!file) throw new Error(`no output file for ${href}`);
    this.scripts.push(href);
    return new vm.SourceTextModule(fs.readFileSync(file, 'utf8'), {
      context: this.context,
      identifier: href,
      initializeImportMeta: (meta) => (meta.url = href),
      importModuleDynamically: (request, from) => this.importModule(request, from),
    });
  }

  /** Loads a classic script as a host does and waits for it. */
  loadScript(url) {
    return new Promise((resolve, reject) => {
      const script = this.document.createElement('script');
      script.src = url;
      script.addEventListener('load', () => resolve());
      script.addEventListener('error', () => reject(new Error(`cannot load ${url}`)));
      this.document.head.appendChild(script);
    });
  }
}
