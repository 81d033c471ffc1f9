// react-select: an open menu.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import Select, { components } from 'react-select';

export default () => {
  const options = [{ value: 1, label: 'one' }];
  return [
    renderToStaticMarkup(h(Select, { instanceId: 'i', options, defaultMenuIsOpen: true })),
    Object.keys(components),
  ];
};
