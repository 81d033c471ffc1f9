// A page: a vm context with a document, a network made of strings, and the published runtimes on request.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import vm from "node:vm";
import { Document, HTMLLinkElement, HTMLScriptElement } from "./dom.mjs";
import { runExample } from "./examples.mjs";

const require = createRequire(import.meta.url);
const packages = { "2.9.2": "@module-federation/runtime", "0.21.6": "@module-federation/runtime-021" };

const texts = new Map(); // of the files of published runtimes

export const runtimeVersions = Object.keys(packages);

/** Lets everything that is under way settle. */
export const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

export class Page {
  /** `files`: address to text; a missing one is a 404, a function is called for each request. */
  constructor(files = {}, address = "https://host.test/app/") {
    this.files = files;
    this.requests = [];
    this.warnings = [];
    this.errors = [];
    this.timers = [];
    this.variables = new Set();
    this.document = new Document(address, (element) => this.#load(element));
    const windowListeners = new Set();
    this.sockets = [];
    this.reloads = 0;
    this.infos = [];
    const globals = {
      document: this.document,
      location: Object.assign(new URL(address), { reload: () => this.reloads++ }),
      HTMLScriptElement,
      HTMLLinkElement,
      URL,
      setImmediate,
      setTimeout: (callback, delay, ...values) => this.#setTimer(callback, delay, values),
      clearTimeout: (timer) => timer && (timer.cleared = true),
      addEventListener: (type, listener) => type === "error" && windowListeners.add(listener),
      removeEventListener: (type, listener) => windowListeners.delete(listener),
      fetch: (url) => this.#fetch(String(url)),
      loadRuntime: (version) => this.runtime(version),
      console: {
        ...console,
        warn: (...values) => this.warnings.push(values.join(" ")),
        error: (...values) => this.errors.push(values.join(" ")),
        info: (...values) => this.infos.push(values.join(" ")),
      },
    };
    this.windowListeners = windowListeners;
    this.global = vm.createContext(globals);
    this.document.defaultView = this.global;
    vm.runInContext("globalThis.self = globalThis.window = globalThis", this.global);
    this.#fixDescriptors();
  }

  /** In a vm context `var` says that it can be deleted, which is not true; pages say it cannot. */
  #fixDescriptors() {
    const { Object } = vm.runInContext("({ Object })", this.global);
    const { getOwnPropertyDescriptor } = Object;
    Object.getOwnPropertyDescriptor = (object, name) => {
      const descriptor = getOwnPropertyDescriptor(object, name);
      if (descriptor && this.variables.has(name)) descriptor.configurable = false;
      return descriptor;
    };
  }

  /** Runs a script as the element with that address would. */
  run(text, element = null) {
    this.document.currentScript = element;
    const [, variable] = /^var (\w+)/.exec(text) ?? [];
    if (variable) this.variables.add(variable);
    try {
      return vm.runInContext(text, this.global, {
        filename: element?.src ?? "inline.js",
        importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
    } finally {
      this.document.currentScript = null;
    }
  }

  /** Adds a script element and waits for it. */
  async addScript(src) {
    const script = this.document.createElement("script");
    script.src = src;
    this.document.head.append(script);
    await settle();
    return script;
  }

  /** Makes the timers of at least that delay fire. */
  expire(delay) {
    for (const timer of this.timers) if (timer.delay >= delay && !timer.cleared) timer.fire();
  }

  /** The published runtime, loaded into this page. */
  runtime(version) {
    const modules = new Map();
    const load = (path) => {
      if (!path.startsWith("/")) return require(path);
      if (!modules.has(path)) {
        const module = { exports: {} };
        modules.set(path, module);
        const from = createRequire(path);
        const names = ["module", "exports", "require"];
        if (!texts.has(path)) texts.set(path, readFileSync(path, "utf8"));
        const body = vm.compileFunction(texts.get(path), names, {
          parsingContext: this.global,
          filename: path,
        });
        body(module, module.exports, (request) => load(from.resolve(request)));
      }
      return modules.get(path).exports;
    };
    return load(require.resolve(packages[version]));
  }

  #setTimer(callback, delay = 0, values) {
    const timer = { delay, fire: () => !timer.cleared && ((timer.cleared = true), callback(...values)) };
    if (delay < 1000) setTimeout(timer.fire, delay);
    this.timers.push(timer);
    return timer;
  }

  async #read(url) {
    this.requests.push(url);
    await new Promise((resolve) => setImmediate(resolve));
    const file = this.files[url] ?? this.files[url.replace(/\?.*/, "")];
    return typeof file === "function" ? file() : file;
  }

  async #fetch(url) {
    const text = await this.#read(url);
    if (text === undefined) throw new TypeError("Failed to fetch");
    const response = {
      ok: true,
      status: 200,
      json: async () => vm.runInContext(`(${text})`, this.global),
      text: async () => text,
    };
    return { ...response, clone: () => response };
  }

  async #load(element) {
    const isScript = element instanceof HTMLScriptElement;
    if (!(isScript ? element.src : element.rel === "stylesheet")) return;
    const text = await this.#read(isScript ? element.src : element.href);
    if (!element.parentNode) return;
    if (text === undefined) return element.dispatch({ type: "error" });
    if (isScript) this.#execute(text, element);
    else element.sheet = {};
    element.dispatch({ type: "load" });
  }

  #execute(text, element) {
    try {
      this.run(text, element);
    } catch (error) {
      this.errors.push(String(error));
      for (const listener of [...this.windowListeners])
        listener({ filename: element.src, message: String(error), error });
    }
  }
}

/** The entry file for tables as `RuntimeTables` has them, with the usual names. */
export const entry = (tables) =>
  runExample(
    "entry_source",
    JSON.stringify({ name: "acme", queue: "mf_acme", library: { var: "acme" }, publicPath: "auto", ...tables }),
  );

/** The module with a published runtime, as builds have it; plugins are a JavaScript expression. */
export const runtimeModule = (version, plugins = "[]") =>
  `900(module, exports){ exports.init = loadRuntime("${version}").init; exports.plugins = ${plugins} }`;

/** The entry file of a build that brings a federation runtime. */
export const entryWithRuntime = (version, { entryModules, plugins, ...tables }) =>
  entry({
    runtime: { module: 900 },
    entryModules: [runtimeModule(version, plugins), entryModules].filter(Boolean).join(),
    ...tables,
  });

/** A chunk file with factories given as text. */
export const chunk = (id, modules, queue = "mf_acme") =>
  `(self["${queue}"]=self["${queue}"]||[]).push([[${id}],{${modules}}])`;

/** `true`, and `false` if not: values of a vm context are never deeply equal to ours. */
export const plain = (value) => JSON.parse(JSON.stringify(value));
