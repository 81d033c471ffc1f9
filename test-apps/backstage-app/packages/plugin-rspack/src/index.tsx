import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { makerPage } from '@acme/maker-kit';

const { page, routeRef } = makerPage('rspack', () => import('./Page'));

export default createFrontendPlugin({
  pluginId: 'rspack',
  title: 'Made by rspack',
  extensions: [page],
  routes: { root: routeRef },
});
