import { AppRootElementBlueprint, createFrontendModule } from '@backstage/frontend-plugin-api';
import { StockBanner } from './components/StockBanner';

const stockBanner = AppRootElementBlueprint.make({
  name: 'stock-banner',
  params: { element: <StockBanner /> },
});

export default createFrontendModule({
  pluginId: 'app',
  extensions: [stockBanner],
});
