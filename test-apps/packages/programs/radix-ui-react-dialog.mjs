// @radix-ui/react-dialog: a dialog that opens.
import * as Dialog from '@radix-ui/react-dialog';
import { createElement as h } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

export default () => {
  const element = document.body.appendChild(document.createElement('div'));
  const root = createRoot(element);
  const content = h(
    Dialog.Content,
    { forceMount: true },
    h(Dialog.Title, null, 'title'),
    h(Dialog.Close, null, 'close'),
  );
  const render = open =>
    flushSync(() => root.render(h(Dialog.Root, { open, modal: false }, h(Dialog.Trigger, null, 'open'), content)));
  render(false);
  const before = element.innerHTML;
  render(true);
  return [before, element.innerHTML];
};
