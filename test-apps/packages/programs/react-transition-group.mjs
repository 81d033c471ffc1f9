// react-transition-group: a transition that enters.
import { createElement as h, useRef } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { CSSTransition, SwitchTransition, Transition, TransitionGroup } from 'react-transition-group';

function View() {
  const ref = useRef(null);
  return h(
    TransitionGroup,
    null,
    h(CSSTransition, { nodeRef: ref, in: true, appear: true, timeout: 10, classNames: 'fade' }, h('b', { ref }, 'x')),
  );
}

export default async () => {
  const element = document.body.appendChild(document.createElement('div'));
  flushSync(() => createRoot(element).render(h(View)));
  const before = element.innerHTML;
  await new Promise(resolve => setTimeout(resolve, 80));
  return [before, element.innerHTML, typeof SwitchTransition, Transition.displayName];
};
