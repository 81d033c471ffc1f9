// react-dom: a root that updates after an effect and a click.
import { createElement as h, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

function App() {
  const [n, set] = useState(0);
  useEffect(() => set(3), []);
  return h('div', { onClick: () => set(n + 1) }, 'n=', n);
}

const wait = () => new Promise(resolve => setTimeout(resolve, 50));

export default async () => {
  const element = document.createElement('div');
  document.body.append(element);
  flushSync(() => createRoot(element).render(h(App)));
  await wait();
  const before = element.innerHTML;
  element.firstChild.click();
  await wait();
  return [before, element.innerHTML];
};
