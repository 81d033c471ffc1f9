// Public path, chunks and style sheets.

import assert from "node:assert/strict";
import test from "node:test";
import { chunk, entry, Page, settle } from "./support/page.mjs";

const base = "https://cdn.test/acme/";
const tables = {
  chunks: { 1: "static/a.js", 2: "static/b.js" },
  groups: { 1: { chunks: [1] }, 2: { chunks: [1, 2] } },
  exposes: [
    { key: ".", group: 1, module: 11 },
    { key: "./Both", group: 2, module: 12 },
  ],
};
const files = () => ({
  [base + "remoteEntry.js"]: entry(tables),
  [base + "static/a.js"]: chunk(1, "11(module){module.exports={name:'a'}}"),
  [base + "static/b.js"]: chunk(
    2,
    "12(module,exports,require){module.exports={name:'b',a:require(11).name,p:require.p}}",
  ),
});

/** A page that has executed the entry from that address. */
async function started(content = files(), address = base + "remoteEntry.js") {
  const page = new Page(content);
  const script = await page.addScript(address);
  script.remove();
  return page;
}

test("chunks of a group are loaded once, in parallel, and removed from the document", async () => {
  const page = await started();
  const [first, second] = await Promise.all([page.global.acme.get("./Both"), page.global.acme.get(".")]);
  assert.equal(first().a, "a");
  assert.equal(second().name, "a");
  assert.deepEqual(page.requests, [base + "remoteEntry.js", base + "static/a.js", base + "static/b.js"]);
  assert.equal(page.document.getElementsByTagName("script").length, 0);
});

test("the public path drops query and fragment", async () => {
  const page = await started(files(), base + "remoteEntry.js?retry=1#x");
  assert.equal((await page.global.acme.get("./Both"))().p, base);
});

test("the undo path leads from the entry to the output root", async () => {
  const content = { ...files(), [base + "js/remoteEntry.js"]: entry({ ...tables, undoPath: "../" }) };
  const page = await started(content, base + "js/remoteEntry.js");
  assert.equal((await page.global.acme.get("."))().name, "a");
  assert.equal(new URL(page.requests[1]).href, base + "static/a.js");
});

test("without a current script the last script with an address counts", async () => {
  const page = await started({}, base + "missing.js");
  page.run(entry({ ...tables, publicPath: "https://fixed.test/" }));
  const script = page.document.createElement("script");
  script.src = base + "seen.js";
  page.document.load = () => {};
  page.document.head.append(script);
  page.run(entry(tables));
  page.document.head.removeChild(script);
  assert.throws(() => page.run(entry(tables)), /Automatic publicPath is not supported in this browser/);
});

test("a fixed public path is used as it is", async () => {
  const page = new Page({ "https://fixed.test/static/a.js": files()[base + "static/a.js"] });
  page.run(entry({ ...tables, publicPath: "https://fixed.test/" }));
  assert.equal((await page.global.acme.get("."))().name, "a");
});

test("chunks that were pushed before the entry ran need no request", async () => {
  const page = new Page(files());
  page.run(files()[base + "static/a.js"]);
  await page.addScript(base + "remoteEntry.js");
  assert.equal((await page.global.acme.get("."))().name, "a");
  assert.deepEqual(page.requests, [base + "remoteEntry.js"]);
});

test("the script element of another loader is waited for", async () => {
  const page = await started();
  const script = page.document.createElement("script");
  script.src = base + "static/a.js";
  let loaded = 0;
  script.onload = () => loaded++;
  page.document.head.append(script);
  assert.equal((await page.global.acme.get("."))().name, "a");
  assert.equal(loaded, 1);
  assert.equal(page.requests.length, 2);
});

test("a chunk that is executed twice keeps its modules", async () => {
  const page = await started();
  const first = (await page.global.acme.get("."))();
  page.run(files()[base + "static/a.js"]);
  assert.equal((await page.global.acme.get("."))(), first);
});

for (const [type, content] of [
  ["error", undefined],
  ["missing", "0"],
]) {
  test(`a failed chunk (${type}) is a ChunkLoadError and can be loaded again`, async () => {
    const page = await started({ ...files(), [base + "static/a.js"]: content });
    const url = base + "static/a.js";
    const error = await page.global.acme.get(".").catch((error) => error);
    const { name, message, request } = error;
    assert.deepEqual(
      { name, message, type: error.type, request },
      {
        name: "ChunkLoadError",
        message: `Loading chunk 1 failed.\n(${type}: ${url})`,
        type,
        request: url,
      },
    );
    assert.equal(page.document.getElementsByTagName("script").length, 0);
    page.files[url] = files()[url];
    assert.equal((await page.global.acme.get("."))().name, "a");
  });
}

test("a chunk that never answers fails after two minutes", async () => {
  const page = await started({ ...files(), [base + "static/a.js"]: () => new Promise(() => {}) });
  const failure = page.global.acme.get(".").catch((error) => error);
  await settle();
  page.expire(120000);
  assert.equal((await failure).type, "timeout");
});

test("scripts and links carry the nonce of the page", async () => {
  const page = await started();
  const nonces = [];
  const load = page.document.load;
  page.document.load = (element) => {
    nonces.push(element.getAttribute("nonce"));
    load(element);
  };
  page.global.__webpack_nonce__ = "abc";
  await page.global.acme.get(".");
  assert.deepEqual(nonces, ["abc"]);
});

test("the entry can be executed again and finds the chunks of its first run", async () => {
  const page = await started();
  const first = page.global.acme;
  const before = (await first.get("."))();
  await page.addScript(base + "remoteEntry.js");
  const second = page.global.acme;
  assert.notEqual(second, first);
  const after = (await second.get("."))();
  assert.equal(after.name, "a");
  assert.notEqual(after, before, "a fresh registry");
  assert.equal((await first.get("./Both"))().a, "a", "the first run learns of later chunks, too");
  assert.equal((await second.get("./Both"))().a, "a");
  assert.equal(page.requests.filter((url) => url.endsWith(".js") && url.includes("static")).length, 2);
});

const styled = (options = {}) => ({
  ...tables,
  ...options,
  styles: { 1: "static/a.css", 2: "static/b.css" },
  groups: { 1: { chunks: [1], styles: [1, 2] } },
});
const withStyles = (options) => ({
  ...files(),
  [base + "remoteEntry.js"]: entry(styled(options)),
  [base + "static/a.css"]: "",
  [base + "static/b.css"]: "",
});
const links = (page) => page.document.getElementsByTagName("link").map((link) => link.href.slice(base.length));

test("style sheets are inserted in order and waited for", async () => {
  const page = await started(withStyles());
  await page.global.acme.get(".");
  assert.deepEqual(links(page), ["static/a.css", "static/b.css"]);
  assert.ok(page.document.getElementsByTagName("link").every((link) => link.sheet));
  await page.global.acme.get(".");
  assert.equal(links(page).length, 2);
});

const addLink = (page, href) => {
  const link = page.document.createElement("link");
  link.setAttribute("rel", "stylesheet");
  link.setAttribute("href", href);
  page.document.head.append(link);
  return link;
};

test("a loaded style sheet of the page is used again, a pending one is replaced", async () => {
  const page = await started(withStyles());
  const loaded = addLink(page, base + "static/a.css");
  await settle();
  addLink(page, base + "static/b.css");
  await page.global.acme.get(".");
  await settle();
  assert.deepEqual(links(page), ["static/a.css", "static/b.css"]);
  assert.equal(page.document.getElementsByTagName("link")[0], loaded);
});

test("style sheets stand in front of the configured element, also those that others inserted", async () => {
  const page = await started(withStyles({ cssBefore: "style[data-jss]" }));
  const jss = page.document.createElement("style");
  jss.setAttribute("data-jss", "");
  page.document.head.append(jss);
  addLink(page, base + "static/a.css");
  await settle();
  await page.global.acme.get(".");
  await settle();
  const names = page.document.tree.map((element) => (element === jss ? "jss" : element.href.slice(base.length)));
  assert.deepEqual(
    names.filter((name) => !name.endsWith(".js")),
    ["static/a.css", "static/b.css", "jss"],
  );
});

test("a failed style sheet fails the group, is removed and can be loaded again", async () => {
  const page = await started({ ...withStyles(), [base + "static/b.css"]: undefined });
  const error = await page.global.acme.get(".").catch((error) => error);
  const message = `Loading css chunk 2 failed.\n(error: ${base}static/b.css)`;
  assert.deepEqual([error.name, error.message, error.type], ["ChunkLoadError", message, "error"]);
  assert.deepEqual(links(page), ["static/a.css"]);
  page.files[base + "static/b.css"] = "";
  await page.global.acme.get(".");
  assert.deepEqual(links(page), ["static/a.css", "static/b.css"]);
});

test("in a worker chunks are imported and style sheets skipped", async () => {
  const page = new Page(withStyles());
  delete page.global.document;
  page.global.location = new URL(base + "remoteEntry.js");
  page.global.importScripts = (url) => page.run(page.files[url] ?? assert.fail(url));
  page.run(page.files[base + "remoteEntry.js"]);
  assert.equal((await page.global.acme.get("."))().name, "a");
});
