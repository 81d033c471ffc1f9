// react-markdown: a page as elements.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import Markdown from 'react-markdown';

export default () => renderToStaticMarkup(h(Markdown, null, '# t\n\n* a `b` [c](https://d.example)\n\n> q'));
