// highlight.js: colours two languages.
import hljs from 'highlight.js/lib/core';
import css from 'highlight.js/lib/languages/css';
import typescript from 'highlight.js/lib/languages/typescript';

hljs.registerLanguage('css', css);
hljs.registerLanguage('ts', typescript);

export default () => [
  hljs.highlight('let a: number = `x${1}`; // c', { language: 'ts' }).value,
  hljs.highlight('a:hover { color: #fff }', { language: 'css' }).value,
];
