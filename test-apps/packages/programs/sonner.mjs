// sonner: toasts that are shown.
import { createElement as h } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Toaster, toast } from 'sonner';

export default async () => {
  const element = document.body.appendChild(document.createElement('div'));
  flushSync(() => createRoot(element).render(h(Toaster, { position: 'top-left' })));
  toast('hello', { id: 1, description: 'text' });
  toast.error('bad', { id: 2 });
  await new Promise(resolve => setTimeout(resolve, 400));
  return [element.textContent, toast.getToasts().map(({ id, type }) => [id, type])];
};
