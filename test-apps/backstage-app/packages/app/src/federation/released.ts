// Makes the same requests and calls, in the same order, as the loader of Backstage's own package for dynamic features:
// everything in parallel, and whatever fails is logged while the rest goes on.
import { createInstance } from '@module-federation/enhanced/runtime';
import { loadModuleFederationHostShared } from '@backstage/module-federation-common';
import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';
import type { FrontendFeature } from '@backstage/frontend-plugin-api';
import { fetchRemotes, moduleId } from './remotes';
import type { DynamicRemote } from './remotes';

const FEATURES = ['@backstage/FrontendPlugin', '@backstage/FrontendModule'];

function isFeature(value: unknown): value is FrontendFeature {
  return typeof value === 'object' && value !== null && '$$type' in value && FEATURES.includes(String(value.$$type));
}

const instanceName = (packageName: string) =>
  packageName.replaceAll('@', '').replaceAll('/', '__').replaceAll('-', '_');

async function startedInstance(name: string, remotes: DynamicRemote[]) {
  const shared = await loadModuleFederationHostShared({
    onError: error => console.error(error.message, error.cause),
  });
  const instance = createInstance({ name, remotes: [], shared });
  instance.initOptions({
    name,
    remotes: remotes.map(({ packageName, remoteInfo }) => ({ alias: packageName, ...remoteInfo })),
    plugins: [],
    shared,
  });
  return instance;
}

async function answered(backendUrl: string) {
  try {
    return await fetchRemotes(backendUrl);
  } catch (error) {
    console.error('Failed to fetch the list of remotes', error);
    return [];
  }
}

export default createFrontendFeatureLoader({
  async loader({ config }) {
    if (!config.has('dynamicPlugins')) return [];
    const remotes = await answered(config.getString('backend.baseUrl'));
    if (remotes.length === 0) return [];
    const name = instanceName(config.getOptionalString('app.packageName') ?? 'app');
    const instance = await startedInstance(name, remotes);

    const loadFeature = async (id: string) => {
      try {
        const module = await instance.loadRemote<{ default?: unknown }>(id);
        return isFeature(module?.default) ? [module.default] : [];
      } catch (error) {
        console.error(`Failed to load the remote module ${id}`, error);
        return [];
      }
    };
    const ids = remotes.flatMap(remote => remote.exposedModules.map(exposed => moduleId(remote, exposed)));
    return (await Promise.all(ids.map(loadFeature))).flat();
  },
});
