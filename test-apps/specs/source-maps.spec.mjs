// Texts and property names of minified chunks lead to the same words in their sources.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { TraceMap, originalPositionFor, sourceContentFor } from '@jridgewell/trace-mapping';
import { tokenizer } from 'acorn';
import { isOurs, remoteDir } from './support.mjs';

/** Of all words with a source, so many may lead to other words: `['a', 'b']` may become `'a b'.split(' ')`. */
const ASTRAY = 0.005;

/** Shorter words are found by chance. */
const LENGTH = 4;

/** Texts, and names behind a dot, which no minifier shortens: their positions count lines from 1, columns from 0. */
function* words(code) {
  let before;
  for (const { type, value, loc } of tokenizer(code, { ecmaVersion: 'latest', locations: true })) {
    const stays = type.label === 'string' || (type.label === 'name' && before === '.');
    before = type.label;
    if (stays && value.length >= LENGTH) yield { value, position: loc.start };
  }
}

/** A function that gives the source behind a position, to the end of the third line. */
function sourcesOf(map) {
  const lines = new Map(map.resolvedSources.map(source => [source, sourceContentFor(map, source).split('\n')]));
  return ({ source, line, column }) => {
    const [first, ...next] = lines.get(source).slice(line - 1, line + 3);
    return [first.slice(column), ...next].join('\n');
  };
}

for (const remote of isOurs ? ['react-remote', 'backstage-plugin', 'module-remote'] : []) {
  test(`words of ${remote} lead to their sources`, () => {
    const dir = join(remoteDir(remote), 'static');
    const astray = [];
    let found = 0;
    for (const file of readdirSync(dir).filter(name => name.endsWith('.js'))) {
      const map = new TraceMap(readFileSync(join(dir, `${file}.map`), 'utf8'));
      const sourceAt = sourcesOf(map);
      for (const { value, position } of words(readFileSync(join(dir, file), 'utf8'))) {
        const original = originalPositionFor(map, position);
        if (original.source === null) continue;
        const isThere = sourceAt(original).slice(0, value.length + 60).includes(value.slice(0, LENGTH));
        if (isThere) found += 1;
        else astray.push(`${file}: ${value.slice(0, 40)} → ${original.source}:${original.line}`);
      }
    }
    assert.notEqual(found, 0, 'no word has a source');
    assert.ok(astray.length <= found * ASTRAY, `${astray.length} of ${found} words:\n${astray.slice(0, 20).join('\n')}`);
  });
}
