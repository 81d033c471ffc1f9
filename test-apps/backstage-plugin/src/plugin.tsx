import { PageBlueprint, createFrontendPlugin } from '@backstage/frontend-plugin-api';
import StorageIcon from '@material-ui/icons/Storage';
import { rootRouteRef } from './routes';

const inventoryPage = PageBlueprint.make({
  params: {
    path: '/inventory',
    title: 'Inventory',
    icon: <StorageIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
    loader: () => import('./components/InventoryPage').then(page => <page.InventoryPage />),
  },
});

export const inventoryPlugin = createFrontendPlugin({
  pluginId: 'inventory',
  title: 'Inventory',
  extensions: [inventoryPage],
  routes: { root: rootRouteRef },
});
