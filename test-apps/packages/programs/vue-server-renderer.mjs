// @vue/server-renderer: a page with slots, teleports and suspense.
import { renderToString } from '@vue/server-renderer';
import { Suspense, Teleport, createSSRApp, defineAsyncComponent, h, provide, inject } from 'vue';

const Child = {
  setup:
    (_, { slots }) =>
    () =>
      h('p', { class: ['a', { b: true }], style: { color: 'red' } }, [inject('key'), slots.default?.({ n: 1 })]),
};

export default async () => {
  const context = {};
  const Later = defineAsyncComponent(async () => ({ render: () => h('i', 'later') }));
  const app = createSSRApp({
    setup: () => (
      provide('key', 'value'),
      () => [
        h(Child, null, { default: ({ n }) => `slot ${n}` }),
        h(Suspense, null, { default: () => h(Later) }),
        h(Teleport, { to: '#t' }, 'far'),
      ]
    ),
  });
  return [await renderToString(app, context), context.teleports];
};
