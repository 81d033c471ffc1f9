// Runs webpack's cases for containers and sharing with mfbuild in place of webpack.
//
//   node test-apps/suites/webpack.mjs CHECKOUT --binary PATH [--runtime DIR] [--minified] [--only TEXT] [--jobs N]
//                                     [--out FILE] [--keep]
//
// CHECKOUT is one of webpack's repository; its packages need not be installed. DIR is a `node_modules` with
// `@module-federation/runtime`, which builds with remotes need; by default it is that of `test-apps/react-host`.
// `webpack_case.mjs` translates the plugins of each `webpack.config.js`, builds and loads the containers, and runs the
// tests of the entry, which is exposed too. `--out` gets a line for each failure, `--keep` leaves packages and outputs.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { readArguments, runSuite } from './suite.mjs';

const options = readArguments(process.argv.slice(2));
options.runtime = path.resolve(options.runtime ?? fileURLToPath(new URL('../react-host/node_modules', import.meta.url)));
const cases = ['container', 'sharing'].flatMap((topic) =>
  fs.readdirSync(path.join(options.checkout, 'test/configCases', topic)).sort().map((name) => `${topic}/${name}`),
);
const script = fileURLToPath(new URL('webpack_case.mjs', import.meta.url));
await runSuite('webpack, container and sharing', script, cases, options);
