// react-syntax-highlighter: two highlighters.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { LightAsync, Light, PrismLight } from 'react-syntax-highlighter';
import javascript from 'react-syntax-highlighter/dist/cjs/languages/hljs/javascript.js';
import jsx from 'react-syntax-highlighter/dist/cjs/languages/prism/jsx.js';
import style from 'react-syntax-highlighter/dist/cjs/styles/hljs/github.js';

export default () => {
  Light.registerLanguage('javascript', javascript.default ?? javascript);
  PrismLight.registerLanguage('jsx', jsx.default ?? jsx);
  return [
    renderToStaticMarkup(
      h(Light, { language: 'javascript', style: style.default ?? style, showLineNumbers: true }, 'const a = `x${1}`;'),
    ),
    renderToStaticMarkup(h(PrismLight, { language: 'jsx' }, '<A b={1} />')),
    typeof LightAsync,
  ];
};
