// The documentation's example of a feature loader: an instance without remotes, to which shares and remotes are given
// when the app starts, then one module after the other. Only the remotes come from the backend.
import { createInstance } from '@module-federation/enhanced/runtime';
import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';
import type { FrontendFeature } from '@backstage/frontend-plugin-api';
import { buildRuntimeSharedUserOption } from './buildRuntimeSharedUserOption';
import { fetchRemotes, moduleId } from './remotes';

const moduleFederationInstance = createInstance({
  name: 'app-next',
  remotes: [],
});

export default createFrontendFeatureLoader({
  async loader({ config }) {
    moduleFederationInstance.registerShared((await buildRuntimeSharedUserOption()).shared);
    const remotes = await fetchRemotes(config.getString('backend.baseUrl'));
    moduleFederationInstance.registerRemotes(remotes.map(({ remoteInfo: { name, entry } }) => ({ name, entry })));
    const features: FrontendFeature[] = [];
    for (const remote of remotes) {
      for (const exposed of remote.exposedModules) {
        const module = await moduleFederationInstance.loadRemote<any>(moduleId(remote, exposed));
        features.push(module.default);
      }
    }
    return features;
  },
});
