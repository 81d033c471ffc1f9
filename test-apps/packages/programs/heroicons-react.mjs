// @heroicons/react: outline and solid icons.
import { BeakerIcon } from '@heroicons/react/24/solid';
import { HomeIcon } from '@heroicons/react/24/outline';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

export default () =>
  renderToStaticMarkup(h('i', null, h(BeakerIcon, { className: 'a' }), h(HomeIcon, { title: 'home', titleId: 't' })));
