// The sources of a unit as Node links and runs them, in the context of a page: ES modules, JSON modules, and scripts as
// the functions that CommonJS makes of them.

import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

const COMMONJS = ['exports', 'require', 'module', '__filename', '__dirname'];

export class Sources {
  #modules = new Map();
  // Modules are linked one graph after the other: a module cannot be linked while it is being linked.
  #linking = Promise.resolve();

  constructor(page) {
    this.page = page;
  }

  /** Runs a CommonJS file; gives its exports. */
  runCommon(file) {
    const { context } = this.page;
    const importModuleDynamically = (request) => this.import(path.resolve(path.dirname(file), request));
    const options = { filename: file, parsingContext: context, importModuleDynamically };
    const run = vm.compileFunction(fs.readFileSync(file, 'utf8'), COMMONJS, options);
    const module = vm.runInContext('({ exports: {} })', context);
    const require = (request) => {
      throw new Error(`require of ${request}`);
    };
    run.call(module.exports, module.exports, require, module, file, path.dirname(file));
    return module.exports;
  }

  /** The evaluated module of a file. */
  async import(file) {
    const module = this.#moduleOf(file);
    await this.#link(module);
    await module.evaluate();
    return module;
  }

  #link(module) {
    const link = async () => {
      if (module.status === 'unlinked') await module.link((request, from) => this.#dependency(request, from));
    };
    const linked = this.#linking.then(link);
    this.#linking = linked.catch(() => {});
    return linked;
  }

  #dependency(request, from) {
    return this.#moduleOf(path.resolve(path.dirname(from.file), request));
  }

  #moduleOf(file) {
    if (!this.#modules.has(file)) this.#modules.set(file, this.#make(file));
    return this.#modules.get(file);
  }

  #make(file) {
    const { context } = this.page;
    const text = fs.readFileSync(file, 'utf8');
    if (file.endsWith('.json')) {
      return new vm.SyntheticModule(['default'], function () {
        this.setExport('default', vm.runInContext('JSON.parse', context)(text));
      }, { context });
    }
    const module = new vm.SourceTextModule(text, {
      context,
      identifier: pathToFileURL(file).href,
      initializeImportMeta: (meta) => (meta.url = pathToFileURL(file).href),
      importModuleDynamically: (request) => this.import(path.resolve(path.dirname(file), request)),
    });
    return Object.assign(module, { file });
  }
}
