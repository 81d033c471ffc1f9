// @dnd-kit/sortable: order and strategies.
import {
  arrayMove,
  arraySwap,
  rectSortingStrategy,
  verticalListSortingStrategy,
  SortableContext,
  useSortable,
} from '@dnd-kit/sortable';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const Item = ({ id }) => h('b', null, id, useSortable({ id }).index);
const rects = [0, 20, 40].map(top => ({ left: 0, top, width: 10, height: 15, right: 10, bottom: top + 15 }));
const query = { rects, activeIndex: 0, overIndex: 2, index: 1, activeNodeRect: rects[0] };

export default () => [
  arrayMove([1, 2, 3], 0, 2),
  arraySwap([1, 2, 3], 0, 2),
  rectSortingStrategy(query),
  verticalListSortingStrategy(query),
  renderToStaticMarkup(h(SortableContext, { id: 's', items: ['a', 'b'] }, h(Item, { id: 'a' }), h(Item, { id: 'b' }))),
];
