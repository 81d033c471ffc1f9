// @popperjs/core: modifiers and a virtual element.
import { createPopper, popperGenerator } from '@popperjs/core';
import { placements } from '@popperjs/core/lib/enums.js';
import { createPopper as lite } from '@popperjs/core/lib/popper-lite.js';

export default async () => {
  const popper = document.body.appendChild(document.createElement('div'));
  const reference = {
    getBoundingClientRect: () => ({ x: 5, y: 6, left: 5, top: 6, right: 25, bottom: 36, width: 20, height: 30 }),
  };
  const instance = createPopper(reference, popper, {
    placement: 'right',
    modifiers: [{ name: 'offset', options: { offset: [2, 9] } }],
  });
  const { placement, rects, modifiersData } = await instance.update();
  return [
    placement,
    rects,
    Object.keys(modifiersData),
    popper.getAttribute('style'),
    placements.length,
    typeof popperGenerator,
    typeof lite,
  ];
};
