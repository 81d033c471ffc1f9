// Prints two cells of the bench's table: gzip size of all scripts of a build, and of its remoteEntry.js.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dir = process.argv[2];
const size = file => gzipSync(readFileSync(join(dir, file)), { level: 9 }).length;
const scripts = readdirSync(dir, { recursive: true }).filter(file => /\.m?js$/.test(file));
const total = scripts.reduce((sum, file) => sum + size(file), 0);
console.log(`${(total / 1000).toFixed(1)} | ${size('remoteEntry.js')}`);
