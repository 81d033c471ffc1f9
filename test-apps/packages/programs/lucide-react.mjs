// lucide-react: icons of the barrel.
import { Camera, Icon, House, createLucideIcon } from 'lucide-react';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const Own = createLucideIcon('own', [['path', { d: 'M1 1', key: 'a' }]]);

export default () =>
  renderToStaticMarkup(
    h(
      'i',
      null,
      h(Camera, { size: 12 }),
      h(House, { absoluteStrokeWidth: true }),
      h(Own),
      h(Icon, { iconNode: [['circle', { r: 1, key: 'b' }]] }),
    ),
  );
