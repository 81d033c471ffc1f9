import { AppRootElementBlueprint, createFrontendModule } from '@backstage/frontend-plugin-api';

const mark = AppRootElementBlueprint.make({
  name: 'notes-mark',
  params: { element: <span data-testid="notes-mark" hidden /> },
});

export default createFrontendModule({ pluginId: 'app', extensions: [mark] });
