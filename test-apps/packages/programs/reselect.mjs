// reselect: selectors that are computed once.
import { createSelector, createStructuredSelector, lruMemoize } from 'reselect';

export default () => {
  const total = createSelector(
    [state => state.items, state => state.tax],
    (items, tax) => items.reduce((sum, n) => sum + n, 0) * tax,
  );
  const limited = createSelector([state => state.items], items => items.length, { memoize: lruMemoize });
  const state = { items: [1, 2, 3], tax: 2 };
  return [
    total(state),
    total({ ...state }),
    total.recomputations(),
    limited(state),
    createStructuredSelector({ total })(state),
  ];
};
