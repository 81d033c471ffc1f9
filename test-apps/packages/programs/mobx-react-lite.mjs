// mobx-react-lite: a component that watches.
import { observable, runInAction } from 'mobx';
import { enableStaticRendering, observer, useLocalObservable } from 'mobx-react-lite';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const state = observable({ n: 1 });
const View = observer(() => {
  const local = useLocalObservable(() => ({
    k: 2,
    get double() {
      return this.k * 2;
    },
  }));
  return h('b', null, state.n + local.double);
});

export default () => {
  enableStaticRendering(true);
  runInAction(() => (state.n = 10));
  return renderToStaticMarkup(h(View));
};
