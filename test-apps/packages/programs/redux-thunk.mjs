// redux-thunk: actions that are functions.
import { applyMiddleware, legacy_createStore } from 'redux';
import { thunk, withExtraArgument } from 'redux-thunk';

export default async () => {
  const store = legacy_createStore(
    (state = 0, action) => (action.type === 'add' ? state + action.n : state),
    applyMiddleware(thunk, withExtraArgument(5)),
  );
  const result = await store.dispatch(async (dispatch, getState) => {
    dispatch({ type: 'add', n: 2 });
    return getState();
  });
  return [result, store.getState()];
};
