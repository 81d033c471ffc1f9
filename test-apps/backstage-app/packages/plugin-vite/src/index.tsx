import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { makerPage } from '@acme/maker-kit';

const { page, routeRef } = makerPage('vite', () => import('./Page'));

export default createFrontendPlugin({
  pluginId: 'vite',
  title: 'Made by vite',
  extensions: [page],
  routes: { root: routeRef },
});
