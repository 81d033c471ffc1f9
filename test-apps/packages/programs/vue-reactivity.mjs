// @vue/reactivity: proxies of collections and scopes.
import { computed, effect, effectScope, reactive, readonly, shallowRef, toRaw } from '@vue/reactivity';

export default () => {
  const state = reactive({ map: new Map([['a', 1]]), list: [3, 1] });
  const seen = [];
  const scope = effectScope();
  scope.run(() => effect(() => seen.push([state.map.size, state.list.length])));
  state.map.set('b', 2);
  state.list.push(2);
  scope.stop();
  state.map.clear();
  return [
    seen,
    computed(() => state.list.includes(3)).value,
    readonly(state).list.map(n => n * 2),
    toRaw(state).list,
    shallowRef(1).value,
  ];
};
