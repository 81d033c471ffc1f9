// preact: a component with state, clicked.
import { Fragment, h, render } from 'preact';
import { useState } from 'preact/hooks';

function Counter() {
  const [n, set] = useState(0);
  return h('b', { onClick: () => set(n + 1) }, n);
}

export default async () => {
  const element = document.createElement('div');
  document.body.append(element);
  render(h(Fragment, null, h(Counter)), element);
  element.firstChild.click();
  await new Promise(resolve => setTimeout(resolve, 20));
  return element.innerHTML;
};
