// A plugin of the federation runtime that counts what it is told of.
import type { ModuleFederationRuntimePlugin } from '@module-federation/runtime';

export default function lifecycle({ global }: { global: string }): ModuleFederationRuntimePlugin {
  const counts: Record<string, number> = {};
  Reflect.set(globalThis, global, counts);
  const count = (hook: string) => {
    counts[hook] = (counts[hook] ?? 0) + 1;
  };
  return {
    name: 'acme-lifecycle',
    beforeInit(args) {
      count('beforeInit');
      return args;
    },
    init() {
      count('init');
    },
    beforeRequest(args) {
      count('beforeRequest');
      return args;
    },
    afterResolve(args) {
      count('afterResolve');
      return args;
    },
    onLoad({ id }) {
      count(`onLoad ${id}`);
    },
    errorLoadRemote({ id, lifecycle }) {
      count(`errorLoadRemote ${lifecycle} ${id}`);
    },
    beforeLoadShare(args) {
      count('beforeLoadShare');
      return args;
    },
  };
}
