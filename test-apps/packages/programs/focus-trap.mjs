// focus-trap: the focus within an element.
import { createFocusTrap } from 'focus-trap';

export default async () => {
  document.body.innerHTML =
    '<button id="out">o</button><div id="in"><button id="a">a</button><button id="b">b</button></div>';
  const seen = [];
  const trap = createFocusTrap('#in', {
    tabbableOptions: { displayCheck: 'none' },
    onActivate: () => seen.push('on'),
    onDeactivate: () => seen.push('off'),
    delayInitialFocus: false,
  });
  trap.activate();
  seen.push(document.activeElement.id);
  trap.pause();
  trap.unpause();
  trap.deactivate({ returnFocus: false });
  return [seen, trap.active, trap.paused];
};
