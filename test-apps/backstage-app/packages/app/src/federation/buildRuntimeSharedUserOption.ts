// The function that Backstage's documentation imports from `@backstage/module-federation-common`. No released version of
// that package has it, so this one is written from the documentation: what goes wrong is returned, not thrown.

interface SharedEntry {
  version: string;
  requiredVersion: string | false;
  singleton?: boolean;
  eager?: boolean;
  module: () => Promise<unknown>;
}

interface SharedOption {
  version: string;
  lib: () => unknown;
  shareConfig: { requiredVersion: string | false; singleton?: boolean; eager?: boolean };
}

const GLOBAL = '__backstage-module-federation-shared-dependencies__';

declare global {
  interface Window {
    [GLOBAL]?: Record<string, SharedEntry>;
  }
}

export async function buildRuntimeSharedUserOption() {
  const shared: Record<string, SharedOption> = {};
  const errors: Error[] = [];
  const entries = Object.entries(window[GLOBAL] ?? {});
  const loads = await Promise.allSettled(entries.map(([, entry]) => entry.module()));
  entries.forEach(([name, { version, requiredVersion, singleton, eager }], index) => {
    const load = loads[index];
    if (load.status === 'fulfilled') {
      shared[name] = { version, lib: () => load.value, shareConfig: { requiredVersion, singleton, eager } };
    } else {
      errors.push(new Error(`Failed to load shared dependency ${name}`, { cause: load.reason }));
    }
  });
  return { shared, errors };
}
