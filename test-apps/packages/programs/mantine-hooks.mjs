// @mantine/hooks: ids, lists and pages.
import {
  clamp,
  range,
  useCounter,
  useListState,
  usePagination,
  useSetState,
  useToggle,
  lowerFirst,
  shallowEqual,
  useDisclosure,
} from '@mantine/hooks';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

function View() {
  return h(
    'pre',
    null,
    JSON.stringify([
      useCounter(3)[0],
      useListState([1])[0],
      usePagination({ total: 20, initialPage: 10 }).range,
      useSetState({ a: 1 })[0],
      useToggle(['x', 'y'])[0],
      useDisclosure(true)[0],
    ]),
  );
}

export default () => [
  renderToStaticMarkup(h(View)),
  clamp(5, 1, 3),
  range(1, 3),
  lowerFirst('Ab'),
  shallowEqual({ a: 1 }, { a: 1 }),
];
