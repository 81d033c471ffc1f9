// The documentation's first example: one call gives the instance both its remotes and its shares.
import { createInstance } from '@module-federation/enhanced/runtime';
import type { ModuleFederation } from '@module-federation/enhanced/runtime';
import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';
import { buildRuntimeSharedUserOption } from './buildRuntimeSharedUserOption';
import { fetchRemotes, moduleId } from './remotes';
import type { DynamicRemote } from './remotes';

async function initializeModuleFederation(remotes: DynamicRemote[]): Promise<ModuleFederation> {
  const { shared, errors } = await buildRuntimeSharedUserOption();

  if (errors.length > 0) {
    for (const err of errors) {
      console.error(err.message, err.cause);
    }
  }

  return createInstance({
    name: 'app-next',
    remotes: remotes.map(({ remoteInfo: { name, entry } }) => ({ name, entry })),
    shared,
  });
}

async function loadRemote(instance: ModuleFederation, name: string): Promise<any> {
  return await instance.loadRemote<any>(name);
}

export default createFrontendFeatureLoader({
  async loader({ config }) {
    const remotes = await fetchRemotes(config.getString('backend.baseUrl'));
    const instance = await initializeModuleFederation(remotes);
    const ids = remotes.flatMap(remote => remote.exposedModules.map(exposed => moduleId(remote, exposed)));
    const modules = await Promise.all(ids.map(id => loadRemote(instance, id)));
    return modules.map(module => module.default);
  },
});
