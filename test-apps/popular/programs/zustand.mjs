// zustand: a store with a selector.
import { createStore } from 'zustand/vanilla';
import { combine, subscribeWithSelector } from 'zustand/middleware';

export default () => {
  const store = createStore(
    subscribeWithSelector(combine({ n: 0 }, set => ({ inc: () => set(({ n }) => ({ n: n + 1 })) }))),
  );
  const seen = [];
  store.subscribe(
    ({ n }) => n,
    n => seen.push(n),
  );
  store.getState().inc();
  return [store.getState().n, seen];
};
