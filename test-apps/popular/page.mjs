// The globals of a browser page in Node, so that libraries take the paths that they take in browsers.
import { JSDOM, VirtualConsole } from 'jsdom';

const PAGE = 'http://popular.example/';

/** Globals of Node that the page replaces: its elements dispatch no events but its own. */
const REPLACED = ['navigator', 'Event', 'EventTarget', 'CustomEvent'];

/** What Node has itself and the page should not replace: the page's own would be of another realm. */
const ownOfNode = name => name in globalThis && !REPLACED.includes(name);

/** Gives Node the page's globals. */
export function openPage() {
  const { window } = new JSDOM('<!doctype html><html><head></head><body></body></html>', {
    url: PAGE,
    pretendToBeVisual: true,
    virtualConsole: new VirtualConsole(),
  });
  for (const name of Object.getOwnPropertyNames(window)) {
    if (ownOfNode(name)) continue;
    Object.defineProperty(globalThis, name, { configurable: true, writable: true, value: window[name] });
  }
  for (const name of ['self', 'window', 'top', 'parent']) {
    Object.defineProperty(globalThis, name, { configurable: true, writable: true, value: globalThis });
  }
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent', 'getComputedStyle']) {
    globalThis[name] = window[name].bind(window);
  }
  pretendStylesLoad(window);
  globalThis.matchMedia ??= () => ({ matches: false, addEventListener() {}, removeEventListener() {} });
}

/** Nothing is fetched, and whoever adds a style sheet waits for it. */
function pretendStylesLoad({ document, Event, MutationObserver }) {
  const observer = new MutationObserver(records => {
    const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
    for (const link of added.filter(({ tagName }) => tagName === 'LINK')) link.dispatchEvent(new Event('load'));
  });
  observer.observe(document.head, { childList: true });
}

/** The script element that seems to run: the entry of a remote takes its public path from it. */
export function setCurrentScript(file) {
  const script = file ? Object.assign(document.createElement('script'), { src: new URL(file, PAGE).href }) : null;
  Object.defineProperty(document, 'currentScript', { configurable: true, value: script });
}
