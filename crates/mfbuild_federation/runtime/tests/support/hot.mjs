// Pages of hot builds, and the dev server as they see it.

import { entry, Page, settle } from "./page.mjs";

export const base = "https://host.test/";

/** The WebSocket class of a page: each one that is opened can be driven from outside. */
const socketClass = (page) =>
  class {
    constructor(address) {
      Object.assign(this, { address, readyState: 0 });
      page.sockets.push(this);
    }

    open() {
      this.readyState = 1;
      this.onopen?.();
    }

    send() {}

    close() {
      this.readyState = 3;
      this.onclose?.();
    }
  };

/** The entry of a hot build; module 1 is the first of the page. */
export const hotEntry = (entryModules, { hot, ...tables } = {}) =>
  entry({
    publicPath: "/",
    library: { page: { group: 1, module: 1 } },
    hot: { hash: "h1", overlay: true, ...hot },
    entryModules,
    ...tables,
  });

/** The text of an update script. */
export const updateScript = (update, modules, queue = "mf_acme") =>
  `(self["${queue}"]=self["${queue}"]||[]).push([[],{},{...${JSON.stringify(update)},"modules":{${modules}}}])`;

/** A page with a hot build, connected to its server. */
export class HotPage extends Page {
  hash = "h1";

  /** `storage`: what the session remembers, `null` if the page has no storage; `newest`: the build of the server. */
  constructor(entryModules, tables, files = {}, { storage = new Map(), newest = tables?.hot?.hash ?? "h1" } = {}) {
    super(files, base + "index.html");
    this.log = this.global.log = [];
    this.storage = storage;
    this.listeners = {};
    this.global.addEventListener = (type, listener) => (this.listeners[type] = listener);
    this.global.WebSocket = socketClass(this);
    this.global.sessionStorage = storage && {
      getItem: (key) => this.storage.get(key) ?? null,
      setItem: (key, value) => this.storage.set(key, value),
    };
    this.run(hotEntry(entryModules, tables));
    this.socket?.open();
    this.send({ type: "hello", hash: newest, errors: [] });
  }

  get socket() {
    return this.sockets.at(-1);
  }

  send(message) {
    this.socket.onmessage?.({ data: JSON.stringify(message) });
  }

  /** What was logged since the last call. */
  takeLog() {
    return this.log.splice(0).join(" ");
  }

  /** Sends an update with the text of changed factories and waits until it is applied. */
  async update(modules, { from = this.hash, hash = `h${Number(this.hash.slice(1)) + 1}`, styles = [], ...more } = {}) {
    const script = `static/hot.${hash}.js`;
    this.files[base + script] = updateScript({ from, hash, ...more }, modules);
    this.send({ type: "update", from, hash, script, styles });
    this.hash = hash;
    await settle();
    return this.takeLog();
  }
}
