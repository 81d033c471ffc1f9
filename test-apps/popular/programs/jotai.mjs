// jotai: atoms that depend on others.
import { atom, createStore } from 'jotai';
import { atomWithReducer } from 'jotai/utils';

export default async () => {
  const store = createStore();
  const base = atom(1);
  const double = atom(
    get => get(base) * 2,
    (get, set, value) => set(base, value),
  );
  const sum = atomWithReducer(1, (state, n) => state + n);
  store.set(double, 5);
  store.set(sum, 4);
  return [store.get(double), await store.get(atom(async get => get(double) + 1)), store.get(sum)];
};
