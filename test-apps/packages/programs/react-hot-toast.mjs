// react-hot-toast: toasts of two kinds.
import { createElement as h } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import toast, { Toaster, resolveValue } from 'react-hot-toast';

export default async () => {
  const element = document.body.appendChild(document.createElement('div'));
  flushSync(() => createRoot(element).render(h(Toaster)));
  toast.success('well', { id: 'a' });
  toast('plain', { icon: '!' });
  await new Promise(resolve => setTimeout(resolve, 400));
  return [element.textContent, resolveValue(n => n * 2, 4)];
};
