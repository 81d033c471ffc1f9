// Runs packages of many small units: one JSON job a line on stdin, one JSON result a unit on stdout, in order.
//
// A job has a kind, which says what a unit is (`programs.mjs`, `test262.mjs`), and a mode: `reference` runs the sources,
// the others the output.

import readline from 'node:readline';

import { wellFormed } from './inspect.mjs';
import { runPrograms } from './programs.mjs';
import { runTest262 } from './test262.mjs';

const KINDS = { programs: runPrograms, test262: runTest262 };

// Units under test may print; stdout belongs to the results.
console.log = console.info = (...parts) => console.error(...parts);
// A rejection that nothing handles is no result of a unit, unless the unit looks at it.
process.on('unhandledRejection', () => {});

for await (const line of readline.createInterface({ input: process.stdin })) {
  const job = JSON.parse(line);
  for (const [at, unit] of job.units.entries()) {
    const outcome = wellFormed(await KINDS[job.kind](job, unit));
    process.stdout.write(`${JSON.stringify({ at, outcome })}\n`);
  }
}
