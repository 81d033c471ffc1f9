// vue: an app that updates, and a watcher.
import { computed, createApp, h, nextTick, reactive, ref, watch } from 'vue';

export default async () => {
  const count = ref(1);
  const element = document.createElement('div');
  document.body.append(element);
  const double = computed(() => count.value * 2);
  createApp({ setup: () => () => h('p', { class: 'x' }, [double.value]) }).mount(element);
  count.value = 4;
  await nextTick();
  const seen = [];
  const state = reactive({ a: 1 });
  watch(
    () => state.a,
    value => seen.push(value),
    { flush: 'sync' },
  );
  state.a++;
  return [element.innerHTML, seen];
};
