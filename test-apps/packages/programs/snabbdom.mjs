// snabbdom: patches of a tree.
import {
  attributesModule,
  classModule,
  eventListenersModule,
  fragment,
  h,
  init,
  propsModule,
  styleModule,
  toVNode,
} from 'snabbdom';

export default () => {
  const patch = init([attributesModule, classModule, propsModule, styleModule, eventListenersModule], undefined, {
    experimental: { fragments: true },
  });
  const element = document.createElement('div');
  document.body.append(element);
  const item = key => h('li', { key, class: { on: key === 'b' } }, key);
  let tree = patch(element, h('ul#x.y', { attrs: { title: 't' }, style: { color: 'red' } }, ['a', 'b', 'c'].map(item)));
  const before = tree.elm.outerHTML;
  tree = patch(tree, h('ul#x.y', { on: { click: () => 1 } }, ['c', 'b', 'd'].map(item)));
  return [before, tree.elm.outerHTML, toVNode(tree.elm).sel, fragment(['x']).children.length];
};
