// inferno: an element that changes.
import { Component, createVNode, linkEvent, render } from 'inferno';

export default () => {
  const element = document.createElement('div');
  render(createVNode(1, 'p', 'x', 'text', 16), element);
  return [element.innerHTML, typeof Component, typeof linkEvent];
};
