// antd: a page of components with its styles.
import { extractStyle, createCache, StyleProvider } from '@ant-design/cssinjs';
import { Alert, Button, Card, ConfigProvider, Form, Input, Menu, Space, Table, Tag, theme } from 'antd';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

export default () => {
  const cache = createCache();
  const page = h(
    Space,
    null,
    h(Alert, { title: 'a', type: 'info' }),
    h(Button, { type: 'primary' }, 'go'),
    h(Card, { title: 'card' }, h(Tag, { color: 'red' }, 'tag')),
    h(Form, { name: 'f' }, h(Form.Item, { name: 'x', label: 'X', rules: [{ required: true }] }, h(Input))),
    h(Menu, { items: [{ key: 1, label: 'one' }] }),
    h(Table, {
      rowKey: 'a',
      dataSource: [{ a: 1 }, { a: 2 }],
      columns: [{ dataIndex: 'a', title: 'A', sorter: (x, y) => x.a - y.a }],
    }),
  );
  const html = renderToStaticMarkup(
    h(
      StyleProvider,
      { cache },
      h(ConfigProvider, { theme: { algorithm: theme.darkAlgorithm, token: { colorPrimary: '#805ad5' } } }, page),
    ),
  );
  return [html, extractStyle(cache).length > 1000, theme.getDesignToken().colorPrimary];
};
