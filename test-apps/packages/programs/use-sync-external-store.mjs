// use-sync-external-store: the shim with a selector.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { useSyncExternalStore } from 'use-sync-external-store/shim/index.js';
import { useSyncExternalStoreWithSelector } from 'use-sync-external-store/shim/with-selector.js';

const store = { get: () => ({ a: [1, 2] }), subscribe: () => () => {} };

function View() {
  const value = useSyncExternalStoreWithSelector(store.subscribe, store.get, store.get, state => state.a.join('+'));
  return h(
    'b',
    null,
    value,
    useSyncExternalStore(
      store.subscribe,
      () => 1,
      () => 2,
    ),
  );
}

export default () => renderToStaticMarkup(h(View));
