// react-router-dom: nested routes.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Link, MemoryRouter, Outlet, Route, Routes, matchPath, useParams } from 'react-router-dom';

const Item = () => h('b', null, useParams().id);
const Layout = () => h('div', null, h(Link, { to: '../home' }, 'home'), h(Outlet));

export default () => {
  const routes = h(
    Routes,
    null,
    h(Route, { path: '/items', element: h(Layout) }, h(Route, { path: ':id', element: h(Item) })),
  );
  return [
    renderToStaticMarkup(h(MemoryRouter, { initialEntries: ['/items/7'] }, routes)),
    matchPath('/x/:y/*', '/x/1/2'),
  ];
};
