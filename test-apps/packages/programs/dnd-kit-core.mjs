// @dnd-kit/core: collisions and sensors.
import {
  DndContext,
  KeyboardSensor,
  PointerSensor,
  closestCenter,
  rectIntersection,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

function Item() {
  const { attributes, setNodeRef, transform } = useDraggable({ id: 'a' });
  const { isOver } = useDroppable({ id: 'b' });
  return h(
    'b',
    { ref: setNodeRef, role: attributes.role, tabIndex: attributes.tabIndex },
    String(transform),
    String(isOver),
  );
}
const View = () =>
  h(DndContext, { id: 'dnd', sensors: useSensors(useSensor(PointerSensor), useSensor(KeyboardSensor)) }, h(Item));
const rect = (left, top) => ({ left, top, width: 10, height: 10, right: left + 10, bottom: top + 10 });

export default () => {
  const query = {
    collisionRect: rect(0, 0),
    droppableRects: new Map([
      ['x', rect(5, 5)],
      ['y', rect(2, 2)],
    ]),
    droppableContainers: [{ id: 'x' }, { id: 'y' }],
    active: null,
    pointerCoordinates: null,
  };
  return [
    renderToStaticMarkup(h(View)),
    closestCenter(query).map(({ id }) => id),
    rectIntersection(query).map(({ id, data }) => [id, data.value]),
  ];
};
