// @vueuse/core: refs with history, counters and storage.
import {
  computedAsync,
  createEventHook,
  until,
  useCounter,
  useDebounceFn,
  useLocalStorage,
  useRefHistory,
  useToggle,
  whenever,
  refAutoReset,
  useCycleList,
} from '@vueuse/core';
import { nextTick, ref } from 'vue';

export default async () => {
  const value = ref(1);
  const { history, undo } = useRefHistory(value, { capacity: 3, flush: 'sync' });
  value.value = 2;
  value.value = 3;
  undo();
  const { count, inc } = useCounter(5, { max: 6 });
  inc(9);
  const stored = useLocalStorage('key', { a: 1 });
  stored.value.a = 2;
  const [on, toggle] = useToggle();
  toggle();
  await nextTick();
  const seen = [];
  whenever(
    () => value.value > 2,
    () => seen.push('more'),
    { flush: 'sync' },
  );
  value.value = 7;
  return [
    history.value.length,
    count.value,
    localStorage.getItem('key'),
    on.value,
    seen,
    await until(value).toBe(7),
    useCycleList(['a', 'b']).next(),
    typeof createEventHook().on,
    typeof computedAsync,
    typeof useDebounceFn,
    refAutoReset('x', 1).value,
  ];
};
