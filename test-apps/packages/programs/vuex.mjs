// vuex: modules, getters and actions.
import { createLogger, createStore } from 'vuex';

export default async () => {
  const store = createStore({
    state: () => ({ n: 1 }),
    mutations: { add: (state, by) => (state.n += by) },
    actions: { later: async ({ commit }, by) => commit('add', by) },
    getters: { double: state => state.n * 2 },
    modules: {
      a: { namespaced: true, state: () => ({ list: [] }), mutations: { push: (state, x) => state.list.push(x) } },
    },
  });
  const seen = [];
  store.subscribe(({ type, payload }) => seen.push([type, payload]));
  await store.dispatch('later', 4);
  store.commit('a/push', 'x');
  return [store.state, store.getters.double, seen, typeof createLogger()];
};
