// react-dnd: a source and a target.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { DndProvider, useDrag, useDrop } from 'react-dnd';
import { HTML5Backend, NativeTypes } from 'react-dnd-html5-backend';

function View() {
  const [{ dragging }, drag] = useDrag(() => ({
    type: 'card',
    item: { id: 1 },
    collect: monitor => ({ dragging: monitor.isDragging() }),
  }));
  const [{ over }, drop] = useDrop(() => ({
    accept: ['card', NativeTypes.FILE],
    collect: monitor => ({ over: monitor.isOver() }),
  }));
  return h('b', { ref: node => drag(drop(node)) }, String(dragging), String(over));
}

export default () => renderToStaticMarkup(h(DndProvider, { backend: HTML5Backend }, h(View)));
