// redux: reducers and middleware.
import { applyMiddleware, bindActionCreators, combineReducers, legacy_createStore as createStore } from 'redux';

export default () => {
  const log = [];
  const logger = () => next => action => (log.push(action.type), next(action));
  const count = (state = 0, action) => (action.type === 'add' ? state + action.by : state);
  const store = createStore(combineReducers({ count }), applyMiddleware(logger));
  bindActionCreators({ add: by => ({ type: 'add', by }) }, store.dispatch).add(3);
  return [store.getState(), log];
};
