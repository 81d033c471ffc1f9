// @radix-ui/react-slot: properties that are merged.
import { Slot, Slottable } from '@radix-ui/react-slot';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

export default () =>
  renderToStaticMarkup(
    h(
      Slot,
      { className: 'a', style: { color: 'red' }, id: 'x' },
      h('i', null, 'before'),
      h(Slottable, null, h('a', { className: 'b', href: '#' }, 'link')),
    ),
  );
