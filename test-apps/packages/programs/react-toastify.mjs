// react-toastify: a toast that is shown.
import { createElement as h } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Bounce, ToastContainer, cssTransition, toast } from 'react-toastify';

export default async () => {
  const element = document.body.appendChild(document.createElement('div'));
  flushSync(() => createRoot(element).render(h(ToastContainer, { transition: Bounce })));
  const seen = [];
  toast.onChange(({ status, type }) => seen.push([status, type]));
  toast.success('done', { toastId: 'a' });
  await new Promise(resolve => setTimeout(resolve, 400));
  return [element.textContent, toast.isActive('a'), seen, typeof cssTransition];
};
