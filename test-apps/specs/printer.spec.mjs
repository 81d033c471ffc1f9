// Expressions of every kind at every position keep their meaning when they are printed: parentheses are where they count.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'acorn';

const POSITIONS = [
  '(#)()', '(#)(z)', 'new (#)', 'new (#)()', 'new (#)(z)', '(#)`t`', '(#).p', '(#)[p]', '(#)?.p', '(#)?.[p]', '(#)?.()',
  'z[(#)]', 'z?.[(#)]', 'z((#))', 'z(...(#))', '[...(#)]', '[(#)]', '({ p: (#) })', '({ [(#)]: 1 })', '({ ...(#) })',
  '`${(#)}`', '-(#)', '+(#)', '!(#)', '~(#)', 'typeof (#)', 'void (#)', 'delete (#)', '(#) + z', 'z + (#)', '(#) - z',
  'z - (#)', '(#) * z', 'z / (#)', 'z % (#)', '(#) ** z', 'z ** (#)', '(#) << z', 'z >>> (#)', '(#) < z', 'z <= (#)',
  '(#) in z', 'z in (#)', '(#) instanceof z', 'z instanceof (#)', '(#) == z', 'z !== (#)', '(#) & z', 'z | (#)', 'z ^ (#)',
  '(#) && z', 'z && (#)', '(#) || z', 'z || (#)', '(#) ?? z', 'z ?? (#)', '(#) ? y : z', 'z ? (#) : y', 'z ? y : (#)',
  'z = (#)', 'z += (#)', 'z ??= (#)', '({ z } = (#))', '[z] = (#)', '(#), z', 'z, (#)', '() => (#)', 'async () => (#)',
  '(p = (#)) => p', 'async () => await (#)', 'function* g() { yield (#) }', 'function* g() { yield* (#) }', '(#)',
  'if ((#)) z', 'for ((#);;) z', 'for (;(#);(#)) z', 'for (let z = (#);;) z', 'for (var z = 1, y = (#);;) z',
  'for (z of (#)) z', 'for (z in (#)) z', 'while ((#)) z', 'do z; while ((#))', 'return (#)', 'throw (#)',
  'switch ((#)) { case (#): }', 'let z = (#)', 'var { z = (#) } = y', 'const [z = (#)] = y', 'class Z extends (#) {}',
  'class Z { z = (#) }', 'class Z { [(#)] = 1 }', 'class Z { [(#)]() {} }', 'class Z { static { (#) } }',
  '({ p() { return (#) } })', '({ get [(#)]() {} })', 'z: (#)', 'if (z) (#); else (#)', '((#))++', '[z = (#)] = y',
  '({ z = (#) } = y)', 'for ([z = (#)] of y) z', 'for (const z of (#)) z', 'for (const { z = (#) } of y) z', 'z?.p[(#)]',
  '(#)?.p.q', '(#)?.p(z)',
];

const EXPRESSIONS = [
  'a', '5n', '`t${a}`', '/r/g', 'this', 'a.b', 'a[b]', 'a?.b', 'a?.[b]', 'a?.()', 'a?.b()', 'a?.b.c', 'a()', 'a.b()',
  'new a', 'new a()', 'new a.b', 'new a(b)()', 'a`t`', '[a]', '({ a })', '({ a: 1 }).b', 'function () {}', 'function f() {}',
  'async function () {}', 'function* () {}', 'class {}', 'class C {}', 'class { static a = 1 }', '() => a', '() => {}',
  '() => ({})', 'async () => a', 'x => x', 'async x => x', '-a', '+a', '- -a', '!a', '~a', 'typeof a', 'delete a.b', 'a++',
  '--a', 'a + b', 'a - b', 'a * b', 'a ** b', '(-a) ** b', 'a << b', 'a < b', 'a in b', 'a instanceof b', 'a == b', 'a & b',
  'a | b', 'a && b', 'a || b', 'a ?? b', 'a ? b : c', 'a = b', 'a += b', '({ a } = b)', '[a] = b', 'a, b', '(a, b).c',
  'async', 'async()', 'of', 'get', 'new.target', '(a && b) ?? c', '(a, b) ? c : d', '`${a}` + b', 'await a', 'yield a',
  'yield',
];

const isProgram = code => {
  try {
    parse(`(function () { ${code}\n})`, { ecmaVersion: 'latest' });
    return true;
  } catch {
    return false;
  }
};

/** Every expression at every position where the grammar has one. */
function programs() {
  const found = [];
  for (const position of POSITIONS) {
    for (const expression of EXPRESSIONS) {
      // `(a?.b)?.c` and `a?.b?.c` mean the same.
      if (position.includes('?.') && expression.includes('?.')) continue;
      const code = position.replaceAll('#', () => expression);
      const around = expression.startsWith('await') ? 'async function' : expression.startsWith('yield') ? 'function*' : '';
      found.push(around ? `${around} h() { ${code} }` : code);
    }
  }
  return found.filter(isProgram);
}

const isZero = node => node?.type === 'Literal' && node.value === 0;
const SKIPPED = new Set(['start', 'end', 'raw']);

/** A tree without positions, in which forms of one meaning look alike: `(0, a)()`, `a && (b && c)`, `a, (b, c)`, `new a`. */
function meaning(node) {
  if (Array.isArray(node)) return node.map(meaning).filter(each => each?.type !== 'EmptyStatement');
  if (node === null || typeof node !== 'object') return String(node);
  if (node instanceof RegExp) return String(node);
  const own = Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !SKIPPED.has(key))
      .map(([key, value]) => [key, meaning(value)]),
  );
  if (node.type === 'SequenceExpression') {
    if (isZero(node.expressions[0]) && node.expressions.length === 2) return meaning(node.expressions[1]);
    own.expressions = own.expressions.flatMap(each => (each.type === 'SequenceExpression' ? each.expressions : [each]));
  }
  if (node.type === 'LogicalExpression') {
    const operands = [own.left, own.right].flatMap(side => (side.operator === node.operator && side.operands) || [side]);
    return { type: 'LogicalExpression', operator: node.operator, operands };
  }
  return own;
}

const meaningOf = code => JSON.stringify(meaning(parse(code, { ecmaVersion: 'latest' }).body));

test('printed expressions mean what their sources mean', () => {
  const all = programs();
  assert.ok(all.length > 6000, `${all.length} programs`);
  const dir = mkdtempSync(join(tmpdir(), 'mfbuild-printer-'));
  try {
    writeFileSync(join(dir, 'package.json'), '{ "name": "printer", "version": "1.0.0" }');
    const sources = all.map((code, at) => `module.exports.f${at} = function () { ${code}\n};\n`);
    writeFileSync(join(dir, 'all.cjs'), sources.join(''));
    const flags = ['--module-federation', '--no-minify', '--no-sourcemap', '--expose', './all=./all.cjs'];
    execFileSync(process.env.MFBUILD_BIN ?? 'mfbuild', ['build', ...flags, dir], { stdio: 'pipe' });
    const chunks = readdirSync(join(dir, 'dist/static')).map(file => readFileSync(join(dir, 'dist/static', file), 'utf8'));
    const printed = chunks.find(chunk => chunk.includes('module.exports.f0 = ')).split(/module\.exports\.f\d+ = /).slice(1);
    const wrong = all.filter((code, at) => {
      const text = printed[at].slice(0, printed[at].lastIndexOf('};') + 1);
      try {
        return meaningOf(`x = ${text}`) !== meaningOf(`x = function () { ${code}\n}`);
      } catch {
        return true;
      }
    });
    assert.deepEqual(wrong, []);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
