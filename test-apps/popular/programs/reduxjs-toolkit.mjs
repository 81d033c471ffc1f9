// @reduxjs/toolkit: slices, thunks, entities and selectors.
import { configureStore, createAsyncThunk, createEntityAdapter, createSelector, createSlice } from '@reduxjs/toolkit';

export default async () => {
  const adapter = createEntityAdapter();
  const load = createAsyncThunk('items/load', async id => ({ id, title: `item ${id}` }));
  const items = createSlice({
    name: 'items',
    initialState: adapter.getInitialState({ done: 0 }),
    reducers: { add: adapter.addOne, finish: state => void state.done++ },
    extraReducers: builder =>
      builder.addCase(load.fulfilled, (state, action) => adapter.upsertOne(state, action.payload)),
  });
  const store = configureStore({ reducer: { items: items.reducer }, devTools: false });
  store.dispatch(items.actions.add({ id: 1 }));
  store.dispatch(items.actions.finish());
  await store.dispatch(load(7));
  return [
    store.getState(),
    createSelector(
      state => state.items.ids,
      ids => ids.length,
    )(store.getState()),
  ];
};
