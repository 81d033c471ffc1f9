import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { makerPage } from '@acme/maker-kit';

const { page, routeRef } = makerPage('mfbuild', () => import('./Page'));

export default createFrontendPlugin({
  pluginId: 'mfbuild',
  title: 'Made by mfbuild',
  extensions: [page],
  routes: { root: routeRef },
});
