// Notes what is read and looked for, so that an answer can be kept until one of these things changes.
//
// Kinds: `read` (the content counts), `probe` (only whether it is there, as what). What is inside an installed package
// counts by the package.json of that package.
'use strict';

const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { fileURLToPath } = require('node:url');

const READERS = ['readFile', 'open', 'createReadStream'];
const PROBES = ['stat', 'lstat', 'access', 'exists'];
const INSTALLED = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)(?:[\\/]|$)/is;

// Starts noting. `phase` names the list that is written to from now on.
function recordInputs() {
  const lists = { schema: new Map(), config: new Map() };
  let current = lists.schema;
  const add = (kind, file) => {
    if (kind !== 'probe' || !current.has(file)) current.set(file, kind);
  };
  const note = (kind, file) => {
    if (file instanceof URL) file = fileURLToPath(file);
    if (typeof file !== 'string') return;
    file = path.resolve(file);
    const installed = INSTALLED.exec(file)?.[1];
    if (installed === undefined) add(kind, file);
    else add('read', path.join(installed, 'package.json'));
  };
  const exists = fs.existsSync;
  watchFunctions(fs, note);
  watchFunctions(fs.promises, note);
  Module.syncBuiltinESMExports();
  watchLookups(note, exists);
  return {
    add,
    lists: () => ({ schema: [...lists.schema], config: [...lists.config] }),
    setPhase: phase => void (current = lists[phase]),
    files: kind => [...current].filter(entry => entry[1] === kind).map(entry => entry[0]),
  };
}

function watchFunctions(owner, note) {
  for (const [kind, names] of Object.entries({ read: READERS, probe: PROBES })) {
    for (const name of names.flatMap(name => [name, `${name}Sync`])) {
      const original = owner[name];
      if (original === undefined) continue;
      const watched = function (file, ...rest) {
        note(kind, file);
        return original.call(this, file, ...rest);
      };
      owner[name] = Object.defineProperties(watched, Object.getOwnPropertyDescriptors(original));
    }
  }
}

// Node looks for packages without the functions above. A package that is not installed today may be tomorrow.
function watchLookups(note, exists) {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, parent, isMain, options) {
    if (request.endsWith('/package.json') && !path.isAbsolute(request)) {
      for (const start of options?.paths ?? []) noteLookup(request, start, note, exists);
    }
    return resolve.call(this, request, parent, isMain, options);
  };
}

function noteLookup(request, start, note, exists) {
  for (const directory of Module._nodeModulePaths(start)) {
    if (!exists(directory)) {
      note('probe', directory);
      continue;
    }
    const file = path.join(directory, request);
    note('read', file);
    if (exists(file)) return;
  }
}
