// Stores of all kinds, without a view.
import { configureStore, createAsyncThunk, createEntityAdapter, createSelector, createSlice } from '@reduxjs/toolkit';
import { atom, createStore as createAtomStore } from 'jotai/vanilla';
import { autorun, makeAutoObservable, observable, runInAction, toJS } from 'mobx';
import { applyMiddleware, bindActionCreators, combineReducers, legacy_createStore as createReduxStore } from 'redux';
import { proxy, snapshot, subscribe } from 'valtio/vanilla';
import { assign, createActor, createMachine } from 'xstate';
import { subscribeWithSelector } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';

function runRedux() {
  const log = [];
  const logger = () => next => action => (log.push(action.type), next(action));
  const count = (state = 0, action) => (action.type === 'add' ? state + action.by : state);
  const store = createReduxStore(combineReducers({ count }), applyMiddleware(logger));
  bindActionCreators({ add: by => ({ type: 'add', by }) }, store.dispatch).add(3);
  return [store.getState(), log.filter(type => !type.startsWith('@@'))];
}

async function runToolkit() {
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
}

function runZustand() {
  const seen = [];
  const store = createStore(subscribeWithSelector(set => ({ n: 0, inc: () => set(state => ({ n: state.n + 1 })) })));
  store.subscribe(
    state => state.n,
    n => seen.push(n),
  );
  store.getState().inc();
  return [store.getState().n, seen];
}

class Cart {
  items = [];
  constructor() {
    makeAutoObservable(this);
  }
  get total() {
    return this.items.reduce((sum, item) => sum + item, 0);
  }
  add(item) {
    this.items.push(item);
  }
}

function runMobx() {
  const cart = new Cart();
  const totals = [];
  const stop = autorun(() => totals.push(cart.total));
  cart.add(2);
  runInAction(() => cart.items.replace([5, 6]));
  stop();
  return [totals, toJS(observable({ list: [1], map: new Map([['a', 1]]) }).list)];
}

function runXstate() {
  const machine = createMachine({
    initial: 'idle',
    context: { tries: 0 },
    states: {
      idle: { on: { GO: { target: 'done', actions: assign({ tries: ({ context }) => context.tries + 1 }) } } },
      done: { type: 'final' },
    },
  });
  const actor = createActor(machine).start();
  actor.send({ type: 'GO' });
  const { value, context, status } = actor.getSnapshot();
  return [value, context, status];
}

async function runJotai() {
  const store = createAtomStore();
  const base = atom(1);
  const double = atom(
    get => get(base) * 2,
    (get, set, value) => set(base, value),
  );
  store.set(double, 5);
  return [store.get(double), await store.get(atom(async get => get(double) + 1))];
}

async function runValtio() {
  const state = proxy({ a: { b: 1 } });
  let calls = 0;
  subscribe(state, () => calls++);
  state.a.b = 2;
  await new Promise(resolve => setTimeout(resolve, 5));
  return [calls, snapshot(state)];
}

export default async function run() {
  return {
    redux: runRedux(),
    toolkit: await runToolkit(),
    zustand: runZustand(),
    mobx: runMobx(),
    xstate: runXstate(),
    jotai: await runJotai(),
    valtio: await runValtio(),
  };
}
