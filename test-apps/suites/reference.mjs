// The sources of a sample as Node links and runs them, without a bundler: says which of two answers ECMA-262 gives.

import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

/** Attributes that a host does not support are errors (ECMA-262 16.2.1.6.1.1); Node supports `type: "json"`. */
function checkAttributes(attributes = {}) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== 'type' || value !== 'json') throw new TypeError(`Import attribute "${name}" with value "${value}" is not supported`);
  }
}

const ENDINGS = ['', '.mjs', '.js'];

/** ES modules of this process; requests of `externals` are values that `globalThis.__external` gives. */
export class Reference {
  #modules = new Map();
  #linking = Promise.resolve();

  constructor(externals) {
    this.externals = externals;
  }

  /** The namespace of an entry. */
  async import(file) {
    const module = this.#moduleOf(file);
    const link = async () => {
      if (module.status === 'unlinked') await module.link((request, from, extra) => this.#resolve(request, from.file, extra.attributes ?? extra.assert));
    };
    const linked = this.#linking.then(link);
    this.#linking = linked.catch(() => {});
    await linked;
    await module.evaluate();
    return module.namespace;
  }

  #resolve(request, importer, attributes) {
    checkAttributes(attributes);
    if (request in this.externals) return this.#external(request);
    const found = ENDINGS.map((ending) => path.resolve(path.dirname(importer), request) + ending).find((file) => fs.existsSync(file));
    if (!found) throw new Error(`Cannot find module '${request}'`);
    return this.#moduleOf(found);
  }

  #moduleOf(file) {
    if (!this.#modules.has(file)) this.#modules.set(file, this.#make(file));
    return this.#modules.get(file);
  }

  #make(file) {
    const text = fs.readFileSync(file, 'utf8');
    if (file.endsWith('.json')) return this.#synthetic(file, { default: JSON.parse(text) });
    const importModuleDynamically = async (request, _, attributes) => {
      const module = this.#resolve(request, file, attributes);
      return module.file ? this.import(module.file) : this.#evaluated(module);
    };
    const url = pathToFileURL(file).href;
    const initializeImportMeta = (meta) => (meta.url = url);
    return Object.assign(new vm.SourceTextModule(text, { identifier: url, initializeImportMeta, importModuleDynamically }), { file });
  }

  /** A CommonJS value by Node's rules: its own names, and itself as the default. */
  #external(request) {
    const key = `external ${request}`;
    if (!this.#modules.has(key)) {
      const value = vm.runInThisContext(this.externals[request]);
      const names = Object(value) === value ? Object.fromEntries(Object.entries(value)) : {};
      this.#modules.set(key, this.#synthetic(key, { ...names, default: value }));
    }
    return this.#modules.get(key);
  }

  async #evaluated(module) {
    if (module.status === 'unlinked') await module.link(() => {});
    await module.evaluate();
    return module;
  }

  #synthetic(identifier, members) {
    const names = Object.keys(members);
    return new vm.SyntheticModule(names, function () {
      for (const name of names) this.setExport(name, members[name]);
    }, { identifier });
  }
}
