// As much of a document as the runtimes use: a head with elements, events, and scripts and style sheets that load.

/** An element; reflects `src`, `href`, `rel` and `type`, the first two as absolute addresses. */
class Element {
  constructor(document, tagName) {
    Object.assign(this, { document, tagName, attributes: new Map(), listeners: {}, parentNode: null, sheet: null });
  }

  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  setAttribute(name, value) {
    this.attributes.set(name, String(value));
  }

  removeAttribute(name) {
    this.attributes.delete(name);
  }

  resolved(name) {
    const value = this.getAttribute(name);
    return value === null ? "" : new URL(value, this.document.baseURI).href;
  }

  get src() {
    return this.resolved("src");
  }
  set src(value) {
    this.setAttribute("src", value);
  }
  get href() {
    return this.resolved("href");
  }
  set href(value) {
    this.setAttribute("href", value);
  }
  get rel() {
    return this.getAttribute("rel") ?? "";
  }
  set rel(value) {
    this.setAttribute("rel", value);
  }

  addEventListener(type, listener) {
    (this.listeners[type] ??= new Set()).add(listener);
  }

  removeEventListener(type, listener) {
    this.listeners[type]?.delete(listener);
  }

  dispatch(event) {
    this["on" + event.type]?.(event);
    for (const listener of [...(this.listeners[event.type] ?? [])]) listener(event);
  }

  get children() {
    return this.document.tree.filter((element) => element.parentNode === this);
  }

  insert(child, index) {
    child.remove();
    child.parentNode = this;
    this.document.tree.splice(index ?? this.document.tree.length, 0, child);
    this.document.connected(child);
    return child;
  }

  appendChild(child) {
    return this.insert(child);
  }

  append(child) {
    this.insert(child);
  }

  before(sibling) {
    sibling.remove();
    this.parentNode.insert(sibling, this.document.tree.indexOf(this));
  }

  after(sibling) {
    sibling.remove();
    this.parentNode.insert(sibling, this.document.tree.indexOf(this) + 1);
  }

  cloneNode() {
    const clone = this.document.createElement(this.tagName.toLowerCase());
    for (const [name, value] of this.attributes) clone.setAttribute(name, value);
    return clone;
  }

  remove() {
    this.parentNode?.removeChild(this);
  }

  removeChild(child) {
    this.document.tree.splice(this.document.tree.indexOf(child), 1);
    child.parentNode = null;
    child.sheet = null;
    return child;
  }

  compareDocumentPosition(other) {
    const { tree } = this.document;
    return tree.indexOf(this) < tree.indexOf(other) ? 4 : 2;
  }
}

export class HTMLScriptElement extends Element {}
export class HTMLLinkElement extends Element {}

/** A document whose elements are all children of its head. `load(element)` is called for new scripts and links. */
export class Document {
  constructor(baseURI, load) {
    Object.assign(this, { baseURI, load, tree: [], currentScript: null });
    this.head = new Element(this, "HEAD");
  }

  createElement(name) {
    const kinds = { script: HTMLScriptElement, link: HTMLLinkElement };
    return new (kinds[name] ?? Element)(this, name.toUpperCase());
  }

  getElementsByTagName(name) {
    return this.tree.filter((element) => element.tagName === name.toUpperCase());
  }

  /** Understands `tag` with `[attribute]` and `[attribute="value"]`. */
  querySelector(selector) {
    const conditions = [...selector.matchAll(/\[([\w-]+)(?:="([^"]*)")?\]/g)];
    const meets = (element) =>
      conditions.every(
        ([, name, value]) =>
          element.attributes.has(name) && (value ?? element.getAttribute(name)) === element.getAttribute(name),
      );
    return this.getElementsByTagName(/^\w+/.exec(selector)[0]).find(meets) ?? null;
  }

  connected(element) {
    if (element instanceof HTMLScriptElement || element instanceof HTMLLinkElement) this.load(element);
  }
}
