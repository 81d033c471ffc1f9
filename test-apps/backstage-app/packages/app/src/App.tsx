// The app has next to nothing of its own: an api, an element beside the pages, and the features of the remotes.
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  AppRootElementBlueprint,
  configApiRef,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { greetingApiRef } from '@acme/settings';
import { Greeting } from './Greeting';
import { chosenLoader } from './federation';

const greetingApi = ApiBlueprint.make({
  name: 'greeting',
  params: defineParams =>
    defineParams({
      api: greetingApiRef,
      deps: { config: configApiRef },
      factory: ({ config }) => ({ greet: name => `${config.getString('acme.greeting')}, ${name}` }),
    }),
});

const greeting = AppRootElementBlueprint.make({ name: 'greeting', params: { element: <Greeting /> } });

const appModule = createFrontendModule({ pluginId: 'app', extensions: [greetingApi, greeting] });

export const app = createApp({ features: [appModule, chosenLoader()] });
