// mobx: a store whose computed values are watched.
import { autorun, computed, makeAutoObservable, observable, runInAction, toJS } from 'mobx';

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

export default () => {
  const cart = new Cart();
  const totals = [];
  const stop = autorun(() => totals.push(cart.total));
  cart.add(2);
  runInAction(() => cart.items.replace([5, 6]));
  stop();
  const list = observable({ list: [1] });
  return [totals, toJS(list.list), computed(() => list.list.length).get()];
};
