import { createApiRef } from '@backstage/frontend-plugin-api';

export interface GreetingApi {
  greet(name: string): string;
}

/** App and remotes have a copy of this object each: Backstage knows apis by their id. */
export const greetingApiRef = createApiRef<GreetingApi>().with({ id: 'app.acme-greeting', pluginId: 'app' });
