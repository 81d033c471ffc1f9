// Code: editing and understanding it.
import { javascript } from '@codemirror/lang-javascript';
import { EditorState, StateField } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { parse as parseScript } from 'acorn';
import { load as loadPage } from 'cheerio';
import { evaluate, simplify } from 'mathjs';
import { parse as parsePrototype } from 'protobufjs';
import Prism from 'prismjs';
import 'prismjs/components/prism-python.js';
import { format } from 'sql-formatter';
import { parse as parseYaml, parseDocument, stringify } from 'yaml';

function runCodemirror() {
  const changes = StateField.define({
    create: () => 0,
    update: (n, transaction) => n + (transaction.docChanged ? 1 : 0),
  });
  const language = javascript({ jsx: true });
  const extensions = [language, changes, keymap.of([]), EditorView.lineWrapping];
  const state = EditorState.create({ doc: 'const a = <b>x</b>;', extensions });
  const next = state.update({ changes: { from: 0, insert: '// c\n' } }).state;
  return [
    next.doc.toString(),
    next.doc.lines,
    next.field(changes),
    language.language.parser.parse(next.sliceDoc()).toString(),
  ];
}

function runYaml() {
  const document = parseDocument('# c\na: 1 # t\nb:\n  - x\n');
  document.set('z', [1]);
  return [parseYaml('a: {b: [1, "2"]}'), stringify({ a: { b: 'two\nlines' } }), document.toString()];
}

function runCheerio() {
  const $ = loadPage('<ul><li class=a>1</li><li>2<b>x</b></ul>');
  $('li:last-child').addClass('q');
  return [$.html(), $('ul > li:not(.a) b').length];
}

function runProtobuf() {
  const { root } = parsePrototype('syntax = "proto3"; message A { string a = 1; repeated int32 b = 2; }');
  const A = root.lookupType('A');
  const bytes = A.encode(A.create({ a: 'x', b: [1, 2] })).finish();
  return [Array.from(bytes), A.toObject(A.decode(bytes))];
}

export default function run() {
  return {
    acorn: parseScript('async function* f({ a = 1, ...b }) { for await (const x of y) yield `t${x}` }', {
      ecmaVersion: 2022,
    }),
    cheerio: runCheerio(),
    codemirror: runCodemirror(),
    mathjs: [evaluate('sqrt(-4) + det([1, 2; 3, 4])').toString(), simplify('2x + 3x').toString()],
    prism: Prism.highlight('def a(): pass', Prism.languages.python, 'python'),
    protobuf: runProtobuf(),
    sql: format('select a,b from t left join u on t.i=u.i where a in (1,2)', {
      language: 'postgresql',
      keywordCase: 'upper',
    }),
    yaml: runYaml(),
  };
}
