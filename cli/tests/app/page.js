// Loads a built page as far as it needs no DOM: `node page.js DIST BASE PROBE`. The scripts of index.html run in their
// order in one context, scripts and style sheets that they ask for come from DIST; prints what the page prints.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const [dist, base, probe] = process.argv.slice(2);
const origin = 'http://page.test';
const html = fs.readFileSync(path.join(dist, 'index.html'), 'utf8');
const pageUrl = new URL(base, origin).href;

class Element {
  constructor(tagName, attributes = {}) {
    this.tagName = tagName.toUpperCase();
    this.listeners = {};
    Object.assign(this, attributes);
  }
  addEventListener(type, listener) {
    this.listeners[type] = listener;
  }
  getAttribute(name) {
    return this[name] ?? null;
  }
  remove() {
    elements.splice(elements.indexOf(this), 1);
  }
  // As in browsers, addresses are read resolved.
  set src(url) {
    this.url = new URL(url, pageUrl).href;
  }
  get src() {
    return this.url;
  }
  set href(url) {
    this.url = new URL(url, pageUrl).href;
  }
  get href() {
    return this.url;
  }
}

const attributesOf = text =>
  Object.fromEntries([...text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [name, value]));
const elements = [...html.matchAll(/<(script|link|meta)\b([^>]*)>/g)].map(
  ([, name, attributes]) => new Element(name, attributesOf(attributes)),
);
// The sheets of the page itself are there before its scripts run.
elements.filter(({ rel }) => rel === 'stylesheet').forEach(link => (link.sheet = {}));

const document = {
  currentScript: null,
  createElement: name => new Element(name),
  getElementsByTagName: name => elements.filter(({ tagName }) => tagName === name.toUpperCase()),
  querySelector(selector) {
    const [, tag, name, value] = /^(\w+)\[(\w+)="([^"]+)"\]$/.exec(selector) ?? [selector, selector];
    return document.getElementsByTagName(tag).find(element => !name || element[name] === value) ?? null;
  },
  head: {
    append(element) {
      elements.push(element);
      setTimeout(() => load(element), 1);
    },
  },
};

const context = vm.createContext({ console, document, setTimeout: delay, URL, location: new URL(pageUrl) });
context.self = context.window = vm.runInContext('globalThis', context);

// A chunk that takes two minutes would keep this process alive.
function delay(callback, time, ...parameters) {
  const timer = setTimeout(callback, time, ...parameters);
  if (time > 1000) timer.unref();
}

function fileOf(url) {
  const { pathname } = new URL(url);
  return path.join(dist, decodeURIComponent(pathname.slice(base.length)));
}

function run(script) {
  document.currentScript = script;
  vm.runInContext(fs.readFileSync(fileOf(script.src), 'utf8'), context, { filename: script.src });
  document.currentScript = null;
}

function load(element) {
  console.log(`loads ${element.url.slice(origin.length).replace(/\.[0-9a-f]{12}\./, '.')}`);
  const isThere = fs.existsSync(fileOf(element.url));
  if (isThere && element.tagName === 'SCRIPT') run(element);
  if (isThere && element.tagName === 'LINK') element.sheet = {};
  element.listeners[isThere ? 'load' : 'error']({ type: isThere ? 'load' : 'error' });
}

async function main() {
  document.getElementsByTagName('script').filter(({ src }) => src?.startsWith(origin)).forEach(run);
  await new Promise(resolve => setTimeout(resolve, 50));
  const result = await vm.runInContext(`(async () => {${probe}})()`, context);
  if (result !== undefined) console.log(JSON.stringify(result));
}

main();
