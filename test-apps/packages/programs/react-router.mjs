// react-router: data routes on the server.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import {
  Link,
  Outlet,
  StaticRouterProvider,
  createStaticHandler,
  createStaticRouter,
  generatePath,
  matchPath,
  useLoaderData,
} from 'react-router';

const User = () => h('b', null, useLoaderData().name, h(Link, { to: '../other' }, 'link'));
const routes = [
  {
    path: '/',
    Component: () => h('main', null, h(Outlet)),
    children: [{ path: 'user/:id', loader: ({ params }) => ({ name: `user ${params.id}` }), Component: User }],
  },
];

export default async () => {
  const { dataRoutes, query } = createStaticHandler(routes);
  const context = await query(new Request('http://x.example/user/7'));
  const html = renderToStaticMarkup(
    h(StaticRouterProvider, { router: createStaticRouter(dataRoutes, context), context, hydrate: false }),
  );
  return [html, generatePath('/a/:b/*', { b: 'x y', '*': 'c/d' }), matchPath('/a/:b?', '/a/1')];
};
