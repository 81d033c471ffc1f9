// react-helmet-async: a title and tags on the server.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import * as helmet from 'react-helmet-async';

export default () => {
  const context = {};
  const head = h(
    helmet.Helmet,
    { titleTemplate: '%s | site' },
    h('title', null, 'page'),
    h('meta', { name: 'description', content: 'x' }),
    h('html', { lang: 'de' }),
  );
  const html = renderToStaticMarkup(h(helmet.HelmetProvider, { context }, head, h('b', null, 'body')));
  return [html, context.helmet?.title.toString(), context.helmet?.meta.toString()];
};
