// redux-saga: forks, races and channels.
import { applyMiddleware, legacy_createStore } from 'redux';
import createSagaMiddleware from 'redux-saga';
import { all, call, delay, fork, put, race, select, take, takeEvery } from 'redux-saga/effects';

export default async () => {
  const saga = createSagaMiddleware.default?.() ?? createSagaMiddleware();
  const store = legacy_createStore(
    (state = [], action) => (action.type === 'seen' ? [...state, action.value] : state),
    applyMiddleware(saga),
  );
  const task = saga.run(function* () {
    yield takeEvery('ping', function* ({ n }) {
      yield put({ type: 'seen', value: yield call(n => n * 2, n) });
    });
    yield fork(function* () {
      yield put({ type: 'seen', value: Object.keys(yield race({ slow: delay(50), fast: delay(1, 'x') })) });
    });
    yield take('end');
    return yield all([select(state => state.length), 'done']);
  });
  store.dispatch({ type: 'ping', n: 4 });
  await new Promise(resolve => setTimeout(resolve, 20));
  store.dispatch({ type: 'end' });
  return [store.getState(), task.result()];
};
