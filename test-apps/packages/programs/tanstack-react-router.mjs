// @tanstack/react-router: a route with a loader.
import {
  RouterProvider,
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
} from '@tanstack/react-router';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

export default async () => {
  const root = createRootRoute({ component: () => h('main', null, h(Outlet)) });
  const post = createRoute({
    getParentRoute: () => root,
    path: '/posts/$id',
    loader: ({ params }) => ({ title: `post ${params.id}` }),
    validateSearch: search => ({ page: Number(search.page ?? 1) }),
    component: () => h('b', null, post.useLoaderData().title, post.useSearch().page),
  });
  const router = createRouter({
    routeTree: root.addChildren([post]),
    history: createMemoryHistory({ initialEntries: ['/posts/3?page=2'] }),
    isServer: true,
  });
  await router.load();
  return [
    renderToStaticMarkup(h(RouterProvider, { router })),
    router.buildLocation({ to: '/posts/$id', params: { id: 'a b' }, search: { page: 4 } }).href,
  ];
};
