// react-window: a list on the server.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Grid, List } from 'react-window';

const Row = ({ index, style, names }) => h('i', { style }, names[index]);

export default () =>
  renderToStaticMarkup(
    h(
      'div',
      null,
      h(List, {
        rowComponent: Row,
        rowCount: 3,
        rowHeight: 20,
        rowProps: { names: ['a', 'b', 'c'] },
        defaultHeight: 40,
      }),
      h(Grid, {
        cellComponent: ({ rowIndex, columnIndex, style }) => h('b', { style }, rowIndex * 10 + columnIndex),
        cellProps: {},
        rowCount: 9,
        rowHeight: 10,
        columnCount: 9,
        columnWidth: 10,
        defaultHeight: 20,
        defaultWidth: 20,
      }),
    ),
  );
