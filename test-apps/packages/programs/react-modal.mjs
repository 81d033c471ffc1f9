// react-modal: a modal that is open.
import { createElement as h } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import Modal from 'react-modal';

export default async () => {
  const element = document.body.appendChild(document.createElement('div'));
  Modal.setAppElement(element);
  flushSync(() => createRoot(element).render(h(Modal, { isOpen: true, contentLabel: 'label' }, 'inside')));
  await new Promise(resolve => setTimeout(resolve, 300));
  return [document.body.innerHTML, Modal.defaultStyles.content.padding];
};
