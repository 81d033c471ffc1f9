import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';

const LOADERS = {
  released: () => import('./released'),
  documented: () => import('./documented'),
  remotesFirst: () => import('./remotesFirst'),
};

/** The loader that `?loader=` in the address or `acme.loader` in the config names. */
export function chosenLoader() {
  return createFrontendFeatureLoader({
    async loader({ config }) {
      const asked = new URLSearchParams(location.search).get('loader') ?? config.getOptionalString('acme.loader');
      const load = LOADERS[(asked ?? 'released') as keyof typeof LOADERS];
      return [load()];
    },
  });
}
