// element-plus: components on the server.
import {
  ElAlert,
  ElButton,
  ElConfigProvider,
  ElInput,
  ElProgress,
  ElRate,
  ElTable,
  ElTableColumn,
  ElTag,
  ElTree,
} from 'element-plus/dist/index.full.mjs';
import { renderToString } from '@vue/server-renderer';
import { createSSRApp, h } from 'vue';

export default async () => {
  const app = createSSRApp({
    render: () =>
      h(ElConfigProvider, null, () => [
        h(ElAlert, { title: 'a' }),
        h(ElButton, { type: 'primary' }, () => 'go'),
        h(ElInput, { modelValue: 'x' }),
        h(ElProgress, { percentage: 40 }),
        h(ElRate, { modelValue: 3 }),
        h(ElTag, null, () => 'tag'),
        h(ElTree, { data: [{ label: 'l' }] }),
        h(ElTable, { data: [{ a: 1 }] }, () => h(ElTableColumn, { prop: 'a', label: 'A' })),
      ]),
  });
  return renderToString(app);
};
