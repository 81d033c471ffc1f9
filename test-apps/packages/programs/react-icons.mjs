// react-icons: icons of three families.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { FaBeer } from 'react-icons/fa';
import { IconContext } from 'react-icons';
import { MdHome } from 'react-icons/md';
import { TbAbc } from 'react-icons/tb';

export default () =>
  renderToStaticMarkup(
    h(
      IconContext.Provider,
      { value: { color: 'red', size: '2em' } },
      h(FaBeer),
      h(MdHome, { title: 'home' }),
      h(TbAbc),
    ),
  );
