// preact-render-to-string: a tree as html.
import { Fragment, createContext, h } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import { render, renderToStaticMarkup, renderToString } from 'preact-render-to-string';

const Context = createContext('none');
const View = ({ children }) =>
  h(
    Fragment,
    null,
    useContext(Context),
    useMemo(() => 2, []),
    children,
  );

export default () => [
  renderToString(
    h(Context.Provider, { value: 'x' }, h(View, null, h('p', { style: { top: 1 }, class: 'a', onClick() {} }, '<'))),
  ),
  render(h('input', { checked: true, value: 'v' })),
  renderToStaticMarkup(h('svg', { viewBox: '0' }, h('path', { strokeWidth: 2 }))),
];
