export { inventoryPlugin as default, inventoryPlugin } from './plugin';
export { rootRouteRef } from './routes';
