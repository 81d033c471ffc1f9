// Reading and writing text.
import Fuse from 'fuse.js';
import Handlebars from 'handlebars';
import hljs from 'highlight.js/lib/core';
import css from 'highlight.js/lib/languages/css';
import typescript from 'highlight.js/lib/languages/typescript';
import i18next from 'i18next';
import { dump, load } from 'js-yaml';
import MarkdownIt from 'markdown-it';
import { Lexer, marked } from 'marked';
import { minimatch } from 'minimatch';
import Papa from 'papaparse';
import pluralize from 'pluralize';

hljs.registerLanguage('css', css);
hljs.registerLanguage('ts', typescript);

async function runI18next() {
  const instance = i18next.createInstance();
  const translation = { hello: 'Hallo {{name}}', item_one: 'ein Ding', item_other: '{{count}} Dinge' };
  await instance.init({ lng: 'de', resources: { de: { translation } }, showSupportNotice: false });
  return [instance.t('hello', { name: 'Ada' }), instance.t('item', { count: 1 }), instance.t('item', { count: 3 })];
}

function runHandlebars() {
  const handlebars = Handlebars.create();
  handlebars.registerHelper('loud', text => text.toUpperCase());
  return handlebars.compile('{{#each names}}{{loud this}}{{@index}},{{/each}}')({ names: ['a', '<b>'] });
}

export default async function run() {
  return {
    fuse: new Fuse([{ title: 'hello world' }, { title: 'other' }], { keys: ['title'] }).search('helo'),
    handlebars: runHandlebars(),
    highlight: [
      hljs.highlight('let a: number = `x${1}`; // c', { language: 'ts' }).value,
      hljs.highlight('a:hover { color: #fff }', { language: 'css' }).value,
    ],
    i18next: await runI18next(),
    jsYaml: [load('a: [1, 2.5, ~]\nb: |\n  t\n  u\n'), dump({ a: [1, { b: 'x: y' }], z: null })],
    markdownIt: new MarkdownIt({ linkify: true, typographer: true }).render('# "h" http://a.example\n\n1. x\n\n---'),
    marked: [marked.parse('# h\n\n* a **b** `c`\n\n| a | b |\n|--|--|\n| 1 | 2 |'), new Lexer().lex('> q').length],
    minimatch: [minimatch('a/b/c.js', 'a/**/*.{js,ts}'), minimatch('a/b.css', 'a/*.js')],
    papaparse: [
      Papa.parse('a,b\n1,"x ""y"""\n', { header: true, dynamicTyping: true }).data,
      Papa.unparse([{ a: 'q,r' }]),
    ],
    pluralize: [pluralize('mouse', 2), pluralize.singular('geese')],
  };
}
