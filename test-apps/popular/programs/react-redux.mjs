// react-redux: a hook and a connected component.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Provider, connect, useSelector } from 'react-redux';
import { legacy_createStore as createStore } from 'redux';

const Name = () =>
  h(
    'i',
    null,
    useSelector(state => state.name),
  );
const Greeting = connect(({ name }) => ({ name }))(({ name }) => h('b', null, name));

export default () =>
  renderToStaticMarkup(h(Provider, { store: createStore(() => ({ name: 'Ada' })) }, h(Name), h(Greeting)));
