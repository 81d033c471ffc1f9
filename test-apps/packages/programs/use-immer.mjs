// use-immer: state that is drafted.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { useImmer, useImmerReducer } from 'use-immer';

function View() {
  const [state, update] = useImmer({ list: [1] });
  const [count, dispatch] = useImmerReducer((draft, n) => void (draft.n += n), { n: 1 });
  if (state.list.length < 3) update(draft => void draft.list.push(2));
  if (count.n < 5) dispatch(4);
  return h('i', null, state.list.join(), count.n);
}

export default () => renderToStaticMarkup(h(View));
