import { lazy } from 'react';

/** Pages that remotes bring along. */
export const PAGES = {
  mfbuild: lazy(() => import('maker_mfbuild/pages')),
  rspack: lazy(() => import('maker_rspack/pages')),
  webpack: lazy(() => import('maker_webpack/pages')),
  vite: lazy(() => import('maker_vite/pages')),
  gone: lazy(() => import('maker_gone/pages')),
};

export const MAKERS = Object.keys(PAGES) as (keyof typeof PAGES)[];
