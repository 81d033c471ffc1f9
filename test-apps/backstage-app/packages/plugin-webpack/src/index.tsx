import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { makerPage } from '@acme/maker-kit';

const { page, routeRef } = makerPage('webpack', () => import('./Page'));

export default createFrontendPlugin({
  pluginId: 'webpack',
  title: 'Made by webpack',
  extensions: [page],
  routes: { root: routeRef },
});
