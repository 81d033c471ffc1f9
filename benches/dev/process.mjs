// A server process with all that it starts: its CPU time and memory, and its end.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;
const SAMPLE_EVERY = 100;
const PATIENCE = 5000;
const KEPT_OUTPUT = 4000;

const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/** The fields of /proc/PID/stat after the name, which may hold spaces. */
function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** The stat fields of the process and of everything below it. */
function tree(root) {
  const all = new Map();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? stat(name) : undefined;
    if (fields) all.set(Number(name), fields);
  }
  const found = [root];
  // Children may have lower numbers than their parents: look until nothing is added.
  for (const parent of found) {
    for (const [pid, fields] of all) if (Number(fields[1]) === parent) found.push(pid);
  }
  return found.map(pid => all.get(pid)).filter(Boolean);
}

export class Server {
  /** Bytes; the greatest sum of all processes that was seen. */
  peak = 0;
  #output = '';

  constructor([program, args], { cwd, port, verbose }) {
    this.started = performance.now();
    // A group of its own, so that it can be ended with everything that it started.
    const env = { ...process.env, PORT: String(port), NODE_ENV: 'development', BROWSER: 'none', CI: 'true' };
    this.child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.exited = new Promise(resolve => {
      this.child.on('exit', (code, signal) => resolve(code ?? signal));
      this.child.on('error', resolve);
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on('data', data => {
        this.#output = (this.#output + data).slice(-KEPT_OUTPUT);
        if (verbose) process.stderr.write(data);
      });
    }
    this.timer = setInterval(() => this.memory(), SAMPLE_EVERY);
  }

  get output() {
    return this.#output;
  }

  /** Bytes now. */
  memory() {
    const bytes = tree(this.child.pid).reduce((sum, fields) => sum + Number(fields[21]) * PAGE_BYTES, 0);
    this.peak = Math.max(this.peak, bytes);
    return bytes;
  }

  /** The median of some seconds, for collectors of garbage come and go. */
  async settledMemory(samples = 7, pause = 400) {
    const seen = [];
    for (let index = 0; index < samples; index++) {
      await sleep(pause);
      seen.push(this.memory());
    }
    return seen.sort((a, b) => a - b)[Math.floor(samples / 2)];
  }

  /** Seconds in user and kernel mode, with those of children that have ended. */
  cpu() {
    const ticks = tree(this.child.pid).map(fields =>
      fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0),
    );
    return ticks.reduce((sum, own) => sum + own, 0) / TICKS_PER_SECOND;
  }

  /** Ends the group and says how long that took. */
  async stop() {
    clearInterval(this.timer);
    const from = performance.now();
    this.#signal('SIGTERM');
    const stubborn = setTimeout(() => this.#signal('SIGKILL'), PATIENCE);
    await this.exited;
    clearTimeout(stubborn);
    return performance.now() - from;
  }

  #signal(name) {
    try {
      process.kill(-this.child.pid, name);
    } catch {
      // All of it has ended already.
    }
  }
}
