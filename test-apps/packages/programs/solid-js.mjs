// solid-js: signals, stores and elements.
import { batch, createEffect, createMemo, createRoot, createSignal, mapArray, untrack } from 'solid-js';
import { createStore, produce, reconcile, unwrap } from 'solid-js/store';
import { insert, template } from 'solid-js/web';

export default async () => {
  const seen = [];
  const dispose = createRoot(dispose => {
    const [count, setCount] = createSignal(1);
    const [state, setState] = createStore({ list: [{ n: 1 }], deep: { a: 1 } });
    const total = createMemo(() => count() + state.list.length);
    createEffect(() => seen.push([total(), state.deep.a]));
    const rows = mapArray(
      () => state.list,
      (item, index) => `${index()}:${item.n}`,
    );
    queueMicrotask(() => {
      batch(() => {
        setCount(5);
        setState(produce(draft => void draft.list.push({ n: 2 })));
      });
      setState('deep', reconcile({ a: 9 }));
      seen.push(untrack(rows), unwrap(state));
    });
    return dispose;
  });
  await new Promise(resolve => setTimeout(resolve, 10));
  dispose();
  return [seen, typeof insert, typeof template];
};
