// @preact/signals-core: batches and effects.
import { batch, computed, effect, signal, untracked } from '@preact/signals-core';

export default () => {
  const [a, b] = [signal(1), signal(2)];
  const sum = computed(() => a.value + b.value);
  const seen = [];
  const dispose = effect(() => {
    seen.push(sum.value);
    return () => seen.push('cleaned');
  });
  batch(() => {
    a.value = 10;
    b.value = 20;
  });
  dispose();
  a.value = 5;
  return [seen, untracked(() => sum.value), sum.peek()];
};
