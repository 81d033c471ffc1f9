// vue-router: guards, params and a view.
import { createSSRApp, h } from 'vue';
import { RouterLink, RouterView, createMemoryHistory, createRouter } from 'vue-router';
import { renderToString } from '@vue/server-renderer';

export default async () => {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      {
        path: '/user/:id(\\d+)/:rest*',
        name: 'user',
        component: {
          render() {
            return h('b', this.$route.params.id);
          },
        },
      },
      { path: '/old', redirect: '/user/9' },
    ],
  });
  const seen = [];
  router.beforeEach((to, from) => void seen.push([from.fullPath, to.fullPath]));
  await router.push('/old?x=1');
  const app = createSSRApp({
    render: () => [
      h(RouterView),
      h(RouterLink, { to: { name: 'user', params: { id: 2, rest: ['a', 'b'] } } }, () => 'link'),
    ],
  });
  return [await renderToString(app.use(router)), seen, router.resolve('/none').matched.length];
};
