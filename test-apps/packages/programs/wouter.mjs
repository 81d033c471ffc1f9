// wouter: routes and links on the server.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Link, Redirect, Route, Router, Switch, useParams } from 'wouter';

const Item = () => h('b', null, JSON.stringify(useParams()));

export default () =>
  renderToStaticMarkup(
    h(
      Router,
      { ssrPath: '/shop/items/5', ssrSearch: 'a=1', base: '/shop' },
      h(Switch, null, h(Route, { path: '/items/:id', component: Item }), h(Route, null, h(Redirect, { to: '/' }))),
      h(Link, { href: '/x' }, 'go'),
    ),
  );
