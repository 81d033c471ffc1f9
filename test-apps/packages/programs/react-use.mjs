// react-use: a dozen hooks.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import * as module from 'react-use';

const { useCounter, useList, useLocalStorage, useMap, usePrevious, useQueue, useSet, useStateWithHistory, useToggle } =
  module.useCounter ? module : module.default;

function View() {
  const [[n], [on], [list], [map]] = [useCounter(3), useToggle(true), useList([1, 2]), useMap({ a: 1 })];
  const [stored] = useLocalStorage('k', { b: 2 });
  const { first, size } = useQueue([7, 8]);
  return h(
    'pre',
    null,
    JSON.stringify([
      n,
      on,
      list,
      map,
      stored,
      first,
      size,
      [...useSet(new Set([1]))[0]],
      usePrevious(1) ?? null,
      useStateWithHistory(4)[0],
    ]),
  );
}

export default () => renderToStaticMarkup(h(View));
