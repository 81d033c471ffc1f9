// usehooks-ts: counters, maps and steps.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { useBoolean, useCounter, useIsClient, useLocalStorage, useMap, useStep, useToggle } from 'usehooks-ts';

function View() {
  const [map] = useMap([['a', 1]]);
  return h(
    'pre',
    null,
    JSON.stringify([
      useBoolean(true).value,
      useCounter(2).count,
      useIsClient(),
      useLocalStorage('x', [1])[0],
      [...map],
      useStep(3)[0],
      useToggle()[0],
    ]),
  );
}

export default () => renderToStaticMarkup(h(View));
