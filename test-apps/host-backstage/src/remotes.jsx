// Loads every remote that `remotes.json` names, in the way of Backstage's own feature loader: all exposes in parallel,
// shared dependencies awaited before, features recognised by `$$type`.
import { createInstance } from 'federation-runtime';

const names = {
  react: [REACT_VERSION, () => import('react')],
  'react/jsx-runtime': [REACT_VERSION, () => import('react/jsx-runtime')],
  'react-dom': [REACT_VERSION, () => import('react-dom')],
  'react-router': [ROUTER_VERSION, () => import('react-router')],
  'react-router-dom': [ROUTER_VERSION, () => import('react-router-dom')],
  '@material-ui/core/styles': [MATERIAL_VERSION, () => import('@material-ui/core/styles')],
};

async function sharedDependencies() {
  const entries = Object.entries(names).map(async ([name, [version, load]]) => {
    const namespace = await load();
    const shareConfig = { singleton: true, requiredVersion: '*', eager: true };
    return [name, { version, lib: () => namespace, shareConfig }];
  });
  return Object.fromEntries(await Promise.all(entries));
}

const isFeature = value => ['@backstage/FrontendPlugin', '@backstage/FrontendModule'].includes(value?.$$type);

/** `{ features, components }` of all remotes. */
export async function loadRemotes() {
  const remotes = await (await fetch('/remotes.json')).json();
  const instance = createInstance({ name: 'host_backstage', remotes: [], shared: await sharedDependencies() });
  instance.initOptions({
    name: 'host_backstage',
    remotes: remotes.map(({ packageName, name, entry, type }) => ({
      alias: packageName,
      name,
      entry,
      ...(type && { type }),
    })),
  });
  const loads = remotes.flatMap(({ name, exposes }) =>
    exposes.map(async expose => {
      const id = name + expose.slice(1);
      return { id, module: await instance.loadRemote(id) };
    }),
  );
  const loaded = await Promise.all(loads);
  return {
    features: loaded.map(({ module }) => module.default).filter(isFeature),
    components: loaded.filter(({ module }) => typeof module.default === 'function'),
  };
}
