// The connection to the dev server: when the page is loaded again, when it is not, and style sheets.

import assert from "node:assert/strict";
import test from "node:test";
import { base, HotPage } from "./support/hot.mjs";
import { settle } from "./support/page.mjs";

const own = "1(module){ log.push('run'); module.hot.accept() }";
const open = (tables, files) => new HotPage(own, tables, files);

/** The same page after a reload: what it remembers stays. */
const again = (page, newest) => new HotPage(own, {}, {}, { storage: page.storage, newest });

test("the address follows the public path", () => {
  assert.equal(open().socket.address, "wss://host.test/__mfbuild/hot");
  assert.equal(open({ publicPath: "http://cdn.test:81/app/" }).socket.address, "ws://cdn.test:81/app/__mfbuild/hot");
  assert.equal(open({ hot: { hash: "h7" } }).reloads, 0);
});

test("the page shows its token", () => {
  const { address } = open({ hot: { hash: "h1", token: "t0ken" } }).socket;
  assert.equal(address, "wss://host.test/__mfbuild/hot?token=t0ken");
});

test("a server that was started again has another token: the page is loaded again", async () => {
  const page = open({ hot: { hash: "h1", token: "t0ken" } });
  const asked = [];
  const isThere = { value: false };
  page.global.fetch = async (address) => {
    asked.push(address);
    if (!isThere.value) throw new TypeError("Failed to fetch");
  };
  page.socket.close();
  const refuse = async () => {
    page.timers.findLast(({ delay, cleared }) => delay !== 5000 && !cleared).fire();
    page.socket.close();
    await settle();
  };
  await refuse();
  assert.deepEqual([asked, page.reloads], [["https://host.test/__mfbuild/hot"], 0], "it is not there yet");
  isThere.value = true;
  await refuse();
  assert.equal(page.reloads, 1);
  assert.match(page.infos.at(-1), /the dev server was started again: reload/);
});

test("hello with another build reloads, once per build", async () => {
  const page = open();
  page.send({ type: "hello", hash: "h2", errors: [] });
  await settle();
  assert.equal(page.reloads, 1);
  assert.deepEqual(page.infos, ["[mfbuild] the build is another one: reload"]);
  const stale = again(page, "h2");
  await settle();
  assert.deepEqual(stale.infos, ["[mfbuild] the build is another one: reload"], "why, after the reload");
  assert.equal(stale.reloads, 0);
  assert.match(stale.warnings.join(), /a reload does not help/);
});

test("without storage the first hello does not reload, later ones do", async () => {
  const page = open();
  page.global.sessionStorage = undefined;
  page.send({ type: "hello", hash: "h2", errors: [] });
  await settle();
  assert.equal(page.reloads, 1, "it has been that of the newest build before");
  const stale = new HotPage(own, {}, {}, { storage: null, newest: "h2" });
  await settle();
  assert.equal(stale.reloads, 0);
});

test("reloads for the same reason end", async () => {
  let page = open();
  for (let time = 1; time < 5; time++) {
    page.send({ type: "update", from: "h1", hash: "h2", script: "static/none.js", styles: [] });
    await settle();
    assert.equal(page.reloads, time <= 3 ? 1 : 0);
    page = again(page);
  }
});

test("reloads that the server asks for do not: each is for another build", async () => {
  let page = open();
  for (let time = 1; time < 6; time++) {
    page.send({ type: "reload", reason: "index.html changed" });
    await settle();
    assert.equal(page.reloads, 1);
    page = again(page);
  }
});

test("an update for another build reloads", async () => {
  const page = open();
  await page.update("", { from: "h0", hash: "h2" });
  assert.equal(page.reloads, 1);
  assert.deepEqual(page.infos, ["[mfbuild] updates were missed: reload"]);
});

test("an update that cannot be loaded reloads", async () => {
  const page = open();
  page.send({ type: "update", from: "h1", hash: "h2", script: "static/none.js", styles: [] });
  await settle();
  assert.equal(page.reloads, 1);
});

test("updates are applied one after the other", async () => {
  const page = open();
  page.takeLog();
  const accept = "module.hot.accept()";
  const first = page.update(`1(module){ log.push('two'); ${accept} }`);
  const second = page.update(`1(module){ log.push('three'); ${accept} }`);
  assert.equal((await first) + (await second), "two three");
  assert.equal(page.reloads, 0);
});

test("a good build without changes, and one with style sheets only", async () => {
  const page = open();
  page.send({ type: "ok", hash: "h1" });
  page.send({ type: "update", from: "h1", hash: "h2", script: null, styles: [] });
  page.send({ type: "ok", hash: "h2" });
  await settle();
  assert.equal(page.reloads, 0);
  page.send({ type: "ok", hash: "h3" });
  await settle();
  assert.equal(page.reloads, 1);
});

test("reload gives the reason of the server", async () => {
  const page = open();
  page.send({ type: "building" });
  page.send({ type: "reload", reason: "index.html changed" });
  await settle();
  assert.deepEqual(page.infos, ["[mfbuild] index.html changed: reload"]);
});

test("a lost connection is tried again for ever, with growing pauses", async () => {
  const page = open();
  page.socket.close();
  const pauses = [];
  for (let time = 0; time < 9; time++) {
    const timer = page.timers.findLast(({ delay, cleared }) => delay !== 5000 && !cleared);
    pauses.push(timer.delay);
    timer.fire();
    page.socket.close();
  }
  assert.deepEqual(pauses, [250, 500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]);
  page.listeners.focus();
  const { length } = page.sockets;
  page.socket.open();
  page.send({ type: "hello", hash: "h1", errors: [] });
  await settle();
  assert.equal(page.reloads, 0);
  assert.match(page.infos.join(), /lost, trying again.*connected again/);
  page.listeners.online();
  assert.equal(page.sockets.length, length, "one connection is enough");
});

test("after the computer slept the connection is made anew", () => {
  const page = open();
  const tick = () => page.timers.findLast(({ delay, cleared }) => delay === 5000 && !cleared).fire();
  tick();
  assert.equal(page.sockets.length, 1);
  page.run("Date.now = ((now) => () => now() + 60000)(Date.now)");
  tick();
  assert.equal(page.sockets.length, 2);
  assert.equal(page.sockets[0].readyState, 3);
});

test("style sheets are exchanged in place", async () => {
  const page = open({ styles: { 5: "static/a.css" }, groups: { 9: { styles: [5] } } });
  const { document } = page;
  const add = (href) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: base + href });
    document.head.append(link);
  };
  for (const name of ["static/a.css", "other.css", "static/b.css?1"]) add(name);
  await settle();
  const names = () =>
    document
      .getElementsByTagName("link")
      .map(({ href }) => href.replace(base, ""))
      .join(" ");
  Object.assign(page.files, { [base + "static/a.css"]: "", [base + "static/b.css"]: "" });
  page.send({ type: "update", from: "h1", hash: "h2", script: null, styles: ["static/a.css", "static/b.css"] });
  await new Promise((resolve) => setImmediate(resolve));
  assert.match(names(), /^static\/a.css static\/a.css\?h2 other.css/, "the old one stays until the new one is there");
  await settle();
  assert.equal(names(), "static/a.css?h2 other.css static/b.css?h2");
  delete page.files[base + "static/a.css"];
  page.send({ type: "update", from: "h2", hash: "h3", script: null, styles: [["static/a.css"]] });
  await settle();
  assert.equal(names(), "static/a.css?h2 other.css static/b.css?h2", "a failure changes nothing");
  assert.match(page.errors.join(), /Loading css static\/a.css failed/);
});

test("errors of a build are shown and change nothing", async () => {
  const page = open();
  page.send({ type: "errors", errors: [{ title: "cannot parse", text: "src/x.tsx:1:2" }] });
  await settle();
  assert.deepEqual(page.errors, ["[mfbuild] cannot parse\nsrc/x.tsx:1:2"]);
  assert.equal(page.reloads, 0);
});
