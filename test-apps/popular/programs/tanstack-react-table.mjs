// @tanstack/react-table: a sorted table.
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns });
const column = createColumnHelper();
const columns = [column.accessor('name', {}), column.accessor('age', {})];
const data = [
  { name: 'Ada', age: 36 },
  { name: 'Bob', age: 7 },
];

function Table() {
  const table = useTable({ features, columns, data, initialState: { sorting: [{ id: 'age', desc: false }] } });
  const cells = row => row.getAllCells().map(cell => h('td', { key: cell.id }, cell.getValue()));
  return h(
    'table',
    null,
    h(
      'tbody',
      null,
      table.getRowModel().rows.map(row => h('tr', { key: row.id }, cells(row))),
    ),
  );
}

export default () => renderToStaticMarkup(h(Table));
