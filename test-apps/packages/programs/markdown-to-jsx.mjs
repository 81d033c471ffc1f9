// markdown-to-jsx: markdown as elements.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import * as module from 'markdown-to-jsx';

const Markdown = module.Markdown ?? module.default;
const { compiler } = module;

export default () => [
  renderToStaticMarkup(
    h(
      Markdown,
      { options: { overrides: { b: { component: 'u' }, Own: ({ n }) => h('q', null, n) } } },
      '# a\n\n<b>c *d*</b>\n\n<Own n="5" />\n\n- [ ] e\n\n|f|\n|-|\n|g|',
    ),
  ),
  renderToStaticMarkup(compiler('*x*', { wrapper: 'article', forceWrapper: true })),
];
