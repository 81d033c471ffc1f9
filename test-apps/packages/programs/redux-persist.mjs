// redux-persist: state that is kept.
import { combineReducers, legacy_createStore } from 'redux';
import { createTransform, persistReducer, persistStore } from 'redux-persist';

export default async () => {
  const kept = new Map([
    ['persist:root', JSON.stringify({ count: '4', _persist: '{"version":-1,"rehydrated":true}' })],
  ]);
  const storage = {
    getItem: async key => kept.get(key),
    setItem: async (key, value) => kept.set(key, value),
    removeItem: async key => kept.delete(key),
  };
  const reducer = combineReducers({ count: (state = 1, action) => (action.type === 'add' ? state + 1 : state) });
  const store = legacy_createStore(
    persistReducer(
      {
        key: 'root',
        storage,
        transforms: [
          createTransform(
            n => n * 10,
            n => n,
          ),
        ],
      },
      reducer,
    ),
  );
  const persistor = persistStore(store);
  await new Promise(resolve => setTimeout(resolve, 20));
  store.dispatch({ type: 'add' });
  await persistor.flush();
  return [store.getState(), [...kept]];
};
