// From a `webpack.config.js` to configurations of mfbuild.
//
// Owns the stand-ins of webpack's plugins, and what their options are called here. A container with a `filename` is a
// build of its own, as it has a runtime of its own in webpack; the entry is exposed by the other build.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/** Key under which the entry of a configuration is exposed. */
export const ENTRY = '__entry__';

export class NotApplicable extends Error {}

/** A class of webpack that only keeps its options. */
const plugin = (kind) => class {
  constructor(options) {
    this.kind = kind;
    this.options = options;
  }
};

const WEBPACK = {
  container: {
    ContainerPlugin: plugin('container'),
    ContainerReferencePlugin: plugin('reference'),
    ModuleFederationPlugin: plugin('federation'),
  },
  sharing: {
    ConsumeSharedPlugin: plugin('consume'),
    ProvideSharedPlugin: plugin('provide'),
    SharePlugin: plugin('share'),
  },
};

/** The configurations of a case whose files lie in `directory`. */
export function readConfigs(directory) {
  const file = path.join(directory, 'webpack.config.js');
  const near = createRequire(file);
  const require = (request) => (/^(\.\.\/)+$/.test(request) ? WEBPACK : near(request));
  const module = { exports: {} };
  const source = fs.readFileSync(file, 'utf8');
  const names = ['require', 'module', 'exports', '__filename', '__dirname'];
  vm.compileFunction(source, names, { filename: file })(require, module, module.exports, file, directory);
  return [module.exports].flat();
}

/** An option that is an object, a text, or a list of both, as pairs. */
const pairsOf = (option) => [option ?? []].flat().flatMap((item) => (typeof item === 'string' ? [[item, item]] : Object.entries(item)));

/** External types whose value comes from Node or a loader that the page does not have. */
const LOADED_TYPES = ['commonjs', 'commonjs2', 'commonjs-module', 'node-commonjs', 'system', 'module', 'import'];
const TYPES = [...LOADED_TYPES, 'var', 'promise', 'script', 'global', 'self', 'window', 'this', 'assign'];

function remoteText(text, type, directory) {
  const [, word, rest] = /^(\S+) ([\s\S]*)$/.exec(text) ?? [];
  const [kind, value] = TYPES.includes(word) ? [word, rest] : [type, text];
  if (LOADED_TYPES.includes(kind)) return `promise globalThis.__load(${JSON.stringify(value)}, ${JSON.stringify(directory)})`;
  const load = (_, request) => `globalThis.__load(${request}, ${JSON.stringify(directory)})`;
  return `${kind} ${value.replace(/\brequire\(([^)]*)\)/g, load)}`;
}

function remotesOf(option, type, directory) {
  return Object.fromEntries(pairsOf(option).map(([name, remote]) => {
    const { external, shareScope } = typeof remote === 'object' && !Array.isArray(remote) ? remote : { external: remote };
    const texts = [external].flat().map((text) => remoteText(text, type, directory));
    return [name, { external: texts, ...(shareScope ? { shareScope } : {}) }];
  }));
}

const exposesOf = (option) => Object.fromEntries(pairsOf(option).map(([key, value]) => {
  const target = typeof value === 'object' && !Array.isArray(value) ? value.import : value;
  return [key, target];
}));

/** Shares of one plugin, with the scope of the plugin. */
function sharesOf(option, shareScope, defaults = {}) {
  return pairsOf(option).map(([key, value]) => {
    const { requiredVersion, ...others } = value;
    // `alpha` is a range that no version satisfies, which is an error of the configuration here.
    const range = requiredVersion === 'alpha' ? { requiredVersion: '^99.0.0' } : {};
    const share = requiredVersion === 'auto' ? others : typeof value === 'object' ? value : value === key ? {} : /^[\^~<>=\d*]/.test(value) ? { requiredVersion: value } : { import: value };
    return [key, { ...(shareScope ? { shareScope } : {}), ...defaults, ...share, ...range }];
  });
}

/** What is provided and what is consumed under one key are one share here, in one set of scopes. */
function merge(key, one, other) {
  for (const name of Object.keys(other)) {
    const isSaid = name in one && JSON.stringify(one[name]) !== JSON.stringify(other[name]);
    if (isSaid || (name === 'shareScope' && !('shareScope' in one) && Object.keys(one).length > 0)) throw new NotApplicable(`${key} is shared twice`);
  }
  return { ...one, ...other };
}

/** What a plugin adds to the build of the entry, or a container of its own. */
function readPlugin({ kind, options }, builds, { directory, filename, entries }) {
  const { entry } = builds;
  const share = (pairs) => {
    for (const [key, value] of pairs) {
      entry.shared[key] = merge(key, entry.shared[key] ?? {}, value);
    }
  };
  switch (kind) {
    case 'share':
      return share(sharesOf(options.shared, options.shareScope));
    case 'consume':
      return share(sharesOf(options.consumes, options.shareScope));
    case 'provide':
      return share(sharesOf(options.provides, options.shareScope));
    case 'reference':
      return Object.assign(entry.remotes, remotesOf(options.remotes, options.remoteType, directory));
    default:
      share(sharesOf(options.shared, options.shareScope));
  }
  const type = options.remoteType ?? options.library?.type ?? 'script';
  Object.assign(entry.remotes, remotesOf(options.remotes, type, directory));
  if (options.shareScope) entry.shareScope = options.shareScope;
  const exposes = exposesOf(options.exposes);
  const isOwn = options.filename || (options.exposes && !(options.name in entries));
  if (!isOwn) Object.assign(entry.exposes, exposes);
  else {
    builds.containers.push({
      file: options.filename ?? filename.replace('[name]', options.name),
      exposes,
      isModule: options.library?.type === 'module',
      shareScope: options.shareScope,
      remotes: remotesOf(options.remotes, type, directory),
    });
  }
}

function define(config) {
  return {
    __non_webpack_require__: 'globalThis.__load',
    __filename: JSON.stringify('index.js'),
  };
}

/** The builds of configuration `at` of the case `name`: that of the entry, and its containers. */
export function readConfig(config, at, { name, packageName }) {
  const isModule = config.experiments?.outputModule;
  const filename = config.output?.filename ?? `bundle${at}.${isModule ? 'mjs' : 'js'}`;
  const entries = typeof config.entry === 'object' ? config.entry : { main: config.entry ?? './index.js' };
  const builds = { entry: { shared: {}, remotes: {}, exposes: {} }, containers: [] };
  const directory = path.posix.join(name, path.posix.dirname(filename));
  for (const item of config.plugins ?? []) readPlugin(item, builds, { directory, filename, entries });
  const { entry, containers } = builds;
  const id = `${name.replace(/\W/g, '_')}_${at}`;
  const chosen = 'main' in entries ? { main: entries.main } : entries;
  const keys = Object.keys(chosen).map((name) => `./${ENTRY}/${name}`);
  const common = {
    ...(config.mode === 'development' ? { mode: 'development' } : {}),
    define: define(config),
    shared: entry.shared,
    manifest: false,
  };
  const uniqueName = config.output?.uniqueName;
  const forEntry = {
    ...common,
    name: uniqueName ?? packageName ?? id,
    library: { type: 'var', name: `entry_${id}` },
    uniqueName: `entry_${id}`,
    ...(entry.shareScope ? { shareScope: entry.shareScope } : {}),
    remotes: entry.remotes,
    exposes: { ...entry.exposes, ...Object.fromEntries(Object.keys(chosen).map((name) => [`./${ENTRY}/${name}`, chosen[name]])) },
  };
  return {
    keys,
    directory,
    entry: { file: filename.replace('[name]', 'main').replace('.mjs', '.js'), isModule: false, global: `entry_${id}`, config: forEntry },
    containers: containers.map(({ file, exposes, isModule, shareScope, remotes }, number) => ({
      file,
      isModule,
      global: `container_${id}_${number}`,
      config: {
        ...common,
        name: uniqueName ?? `container_${id}_${number}`,
        uniqueName: `container_${id}_${number}`,
        library: isModule ? { type: 'module' } : { type: 'var', name: `container_${id}_${number}` },
        ...(shareScope ? { shareScope } : {}),
        remotes,
        exposes,
      },
    })),
  };
}
