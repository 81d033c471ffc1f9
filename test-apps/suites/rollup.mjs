// Runs rollup's function samples with mfbuild in place of rollup.
//
//   node test-apps/suites/rollup.mjs CHECKOUT --binary PATH [--minified] [--only TEXT] [--jobs N] [--out FILE] [--keep]
//
// CHECKOUT is one of rollup's repository; its packages need not be installed. Each sample becomes a package whose main.js
// is exposed. `rollup_sample.mjs` builds and runs it in a page that has the sample's `context` as globals, and
// then asks the sample whether exports or error are right. `--out` gets a line for each failure, `--keep` leaves
// packages and outputs on disk.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { readArguments, runSuite } from './suite.mjs';

/** Folders with a `_config.js`, at any depth. */
function samplesBelow(root, below = '') {
  if (fs.existsSync(path.join(root, below, '_config.js'))) return [below];
  return fs.readdirSync(path.join(root, below), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => samplesBelow(root, path.posix.join(below, entry.name)))
    .sort();
}

const options = readArguments(process.argv.slice(2));
const samples = samplesBelow(path.join(options.checkout, 'test/function/samples'));
const script = fileURLToPath(new URL('rollup_sample.mjs', import.meta.url));
await runSuite('rollup, function samples', script, samples, options, true);
