// @floating-ui/dom: a position beside an element.
import {
  arrow,
  autoUpdate,
  computePosition,
  detectOverflow,
  flip,
  getOverflowAncestors,
  hide,
  inline,
  offset,
  shift,
} from '@floating-ui/dom';

export default async () => {
  const element = (x, y, width, height) =>
    Object.assign(document.body.appendChild(document.createElement('div')), {
      getBoundingClientRect: () => ({ x, y, left: x, top: y, right: x + width, bottom: y + height, width, height }),
    });
  const [reference, floating] = [element(10, 20, 30, 40), element(0, 0, 50, 60)];
  const { x, y, placement, middlewareData } = await computePosition(reference, floating, {
    placement: 'top-start',
    middleware: [offset(7), flip(), shift({ padding: 3 }), inline(), hide()],
  });
  return [
    x,
    y,
    placement,
    middlewareData,
    getOverflowAncestors(reference).length,
    typeof autoUpdate,
    typeof detectOverflow,
    typeof arrow,
  ];
};
