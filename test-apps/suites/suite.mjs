// Runs the cases of a foreign test suite, each in a Node process of its own, and reports them.
//
// Owns the command line, the processes and the table. A suite says which cases there are and which script runs one.
// `--only a,b` runs cases whose names hold one of the texts; with SUITE_STACKS=1 reasons are whole stacks.

import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const LIMIT_MILLISECONDS = 60000;

/**
 * What a case came to.
 *
 * @typedef {{ name: string, result: 'right' | 'standard' | 'wrong' | 'not applicable', reason?: string }} Outcome
 */

/** Reads `CHECKOUT --binary PATH [--minified] [--only TEXT] [--jobs N] [--out FILE]`. */
export function readArguments(parts) {
  const options = { jobs: os.availableParallelism(), minified: false, keep: false };
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (part === '--minified') options.minified = true;
    else if (part === '--keep') options.keep = true;
    else if (part.startsWith('--')) options[part.slice(2)] = parts[++at];
    else options.checkout = path.resolve(part);
  }
  if (!options.checkout || !options.binary) {
    console.error('usage: CHECKOUT --binary PATH [--minified] [--only TEXT] [--jobs N] [--out FILE] [--keep]');
    process.exit(2);
  }
  return { ...options, binary: path.resolve(options.binary) };
}

/** Runs one case in a process of its own; a process that ends without a result or never ends is a failure. */
function runCase(script, job) {
  return new Promise((resolve) => {
    const child = fork(script, [], {
      execArgv: ['--experimental-vm-modules', '--no-warnings', '--expose-gc'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let said = '';
    let outcome;
    child.stdout.on('data', (data) => (said += data));
    child.stderr.on('data', (data) => (said += data));
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MILLISECONDS);
    child.on('message', (message) => (outcome = message));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const ended = { result: 'wrong', reason: `the process ended (${signal ?? code}): ${said.trim().slice(-300)}` };
      resolve({ name: job.name, ...(outcome ?? ended) });
    });
    child.send(job);
  });
}

/**
 * Runs `cases` of `options`, some at once, and prints the table. With `hasReference` a case that is wrong is run once more,
 * by Node and without a bundler: where that is wrong, too, the case asks for something else than ECMA-262.
 */
export async function runSuite(title, script, cases, options, hasReference = false) {
  const chosen = cases.filter((name) => !options.only || options.only.split(',').some((text) => name.includes(text)));
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'mfbuild-suite-'));
  const outcomes = [];
  let next = 0;
  const worker = async () => {
    while (next < chosen.length) {
      const at = next++;
      const name = chosen[at];
      const job = { ...options, name, root: path.join(work, String(at), 'package') };
      const outcome = await runCase(script, job);
      if (outcome.result === 'wrong' && hasReference) {
        const reference = await runCase(script, { ...job, root: path.join(work, `${at}-reference`, 'package'), isReference: true });
        if (reference.result === 'wrong') Object.assign(outcome, { result: 'standard', reference: reference.reason });
      }
      outcomes[at] = outcome;
    }
  };
  await Promise.all(Array.from({ length: Number(options.jobs) }, worker));
  if (options.keep) console.log(`packages and outputs: ${work}`);
  else fs.rmSync(work, { recursive: true, force: true });
  report(title, outcomes, options);
}

function report(title, outcomes, { minified, out }) {
  const of = (result) => outcomes.filter((outcome) => outcome.result === result);
  const [right, standard, wrong, foreign] = [of('right'), of('standard'), of('wrong'), of('not applicable')];
  const applicable = right.length + standard.length + wrong.length;
  const share = applicable === 0 ? '' : ` (${((100 * right.length) / applicable).toFixed(1)} %)`;
  console.log(`${title}, ${minified ? 'minified' : 'readable'}`);
  console.log(`  applicable      ${applicable}`);
  console.log(`  right           ${right.length}${share}`);
  if (standard.length > 0) console.log(`  as Node         ${standard.length} (wrong for the suite, and so is Node with the sources)`);
  console.log(`  wrong           ${wrong.length}`);
  console.log(`  not applicable  ${foreign.length}`);
  const reasons = new Map();
  for (const { reason } of foreign) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  for (const [reason, count] of [...reasons].sort((one, other) => other[1] - one[1])) console.log(`    ${count}  ${reason}`);
  const oneLine = (text) => String(text).replace(/\s+/g, ' ').slice(0, 400);
  const lines = wrong.map(({ name, reason }) => `${name}: ${oneLine(reason)}`);
  for (const { name, reason, reference } of standard) lines.push(`as Node: ${name}: ${oneLine(reason)} (Node: ${oneLine(reference)})`);
  if (out) fs.writeFileSync(out, lines.map((line) => `${line}\n`).join(''));
  else if (lines.length > 0) console.log(lines.join('\n'));
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
