// @floating-ui/react: hooks and interactions.
import {
  FloatingPortal,
  arrow,
  autoPlacement,
  flip,
  offset,
  shift,
  size,
  useClick,
  useFloating,
  useInteractions,
  useRole,
} from '@floating-ui/react';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

function View() {
  const { refs, floatingStyles, context } = useFloating({
    open: true,
    placement: 'top',
    middleware: [offset(5), flip(), shift(), size(), autoPlacement(), arrow({ element: null })],
  });
  const { getReferenceProps, getFloatingProps } = useInteractions([
    useClick(context),
    useRole(context, { role: 'menu' }),
  ]);
  return h(
    'div',
    null,
    h('b', getReferenceProps({ ref: refs.setReference })),
    h('i', getFloatingProps({ style: floatingStyles })),
    h(FloatingPortal),
  );
}

export default () => renderToStaticMarkup(h(View));
