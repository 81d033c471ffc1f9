// State inside React, rendered to text.
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { Provider as AtomProvider, atom, useAtomValue } from 'jotai';
import { createElement as h, useMemo } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Provider, connect, useSelector } from 'react-redux';
import { legacy_createStore as createStore } from 'redux';
import useSWR, { SWRConfig } from 'swr';
import { create } from 'zustand';

const store = createStore(() => ({ user: { name: 'Ada' } }));
const UserName = () =>
  h(
    'i',
    null,
    useSelector(state => state.user.name),
  );
const Greeting = connect(state => ({ name: state.user.name }))(({ name }) => h('b', null, 'Hello ', name));

function Answer() {
  const { data, status } = useQuery({ queryKey: ['answer'], queryFn: () => 42, initialData: 41 });
  return h('p', null, data, ' ', status);
}

const Cached = () => h('u', null, useSWR('key', { fallbackData: 'cached' }).data);

const useBears = create(() => ({ bears: 3 }));
const Bears = () =>
  h(
    'em',
    null,
    useBears(state => state.bears),
  );

const countAtom = atom(7);
const Count = () => h('s', null, useAtomValue(countAtom));

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns });
const column = createColumnHelper();

function Table() {
  const columns = useMemo(() => [column.accessor('name', {}), column.accessor('age', {})], []);
  const data = useMemo(
    () => [
      { name: 'Ada', age: 36 },
      { name: 'Bob', age: 7 },
    ],
    [],
  );
  const initialState = { sorting: [{ id: 'age', desc: false }] };
  const table = useTable({ features, columns, data, initialState });
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

export default function run() {
  const client = new QueryClient();
  const markup = renderToStaticMarkup(
    h(
      QueryClientProvider,
      { client },
      h(Answer),
      h(Provider, { store }, h(UserName), h(Greeting)),
      h(SWRConfig, { value: {} }, h(Cached)),
      h(AtomProvider, null, h(Count)),
      h(Bears),
      h(Table),
    ),
  );
  client.clear();
  return markup;
}
