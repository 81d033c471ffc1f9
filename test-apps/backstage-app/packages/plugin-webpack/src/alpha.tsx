import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { makerMark } from '@acme/maker-kit';

export default createFrontendModule({ pluginId: 'app', extensions: [makerMark('webpack')] });
