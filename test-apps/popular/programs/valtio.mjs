// valtio: a proxy that is watched.
import { proxy, snapshot, subscribe } from 'valtio/vanilla';
import { proxyMap } from 'valtio/utils';

export default async () => {
  const state = proxy({ a: { b: 1 }, map: proxyMap([['k', 1]]) });
  let calls = 0;
  subscribe(state, () => calls++);
  state.a.b = 2;
  await new Promise(resolve => setTimeout(resolve, 5));
  return [calls, snapshot(state).a, state.map.get('k')];
};
