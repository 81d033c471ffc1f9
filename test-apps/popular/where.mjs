// Which package takes how many bytes of a build's scripts, by its source maps. The heads of factories (names, tables of
// exports, requires) are counted apart: bundlers differ in how they map them.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TraceMap, decodedMappings } from '@jridgewell/trace-mapping';
import { parse } from 'acorn';

const HEADS = '(heads of factories)';

/** Bytes by package of all scripts but remoteEntry.js. */
export function bytesByPackage(dir) {
  const found = new Map();
  const add = (name, bytes) => found.set(name, (found.get(name) ?? 0) + bytes);
  for (const file of readdirSync(join(dir, 'static'))) {
    const map = join(dir, 'static', `${file}.map`);
    if (file.endsWith('.js') && existsSync(map))
      bytesOfChunk(readFileSync(join(dir, 'static', file), 'utf8'), map, add);
  }
  return found;
}

function bytesOfChunk(text, mapFile, add) {
  const code = text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '');
  const map = new TraceMap(readFileSync(mapFile, 'utf8'));
  const pieces = mappedPieces(code, map);
  let at = 0;
  for (const { start, end } of factories(code)) {
    while (pieces[at]?.start <= start) at++;
    add(HEADS, Math.min(pieces[at]?.start ?? end, end) - start);
    for (; pieces[at]?.start < end; at++) {
      const piece = pieces[at];
      add(packageOf(piece.source), Buffer.byteLength(code.slice(piece.start, Math.min(piece.end, end))));
    }
  }
}

/** Ranges of the text that come from one source, in order. */
function mappedPieces(code, map) {
  const lines = code.split('\n');
  const pieces = [];
  let lineStart = 0;
  decodedMappings(map).forEach((segments, line) => {
    segments.forEach(([column, source], index) => {
      const end = segments[index + 1]?.[0] ?? lines[line].length;
      if (source !== undefined)
        pieces.push({ start: lineStart + column, end: lineStart + end, source: map.sources[source] });
    });
    lineStart += (lines[line]?.length ?? 0) + 1;
  });
  return pieces;
}

/** The properties of the object that a chunk pushes: `queue.push([ids, { id(…) {…} }])`. */
function factories(code) {
  const { body } = parse(code, { ecmaVersion: 'latest' });
  const push = body.find(statement => statement.expression?.type === 'CallExpression').expression;
  return push.arguments[0].elements[1].properties;
}

function packageOf(source) {
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source ?? '');
  return inPackage ? inPackage[1] : '(own code)';
}
