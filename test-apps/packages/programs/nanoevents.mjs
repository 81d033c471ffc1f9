// nanoevents: events that are unbound.
import { createNanoEvents } from 'nanoevents';

export default () => {
  const emitter = createNanoEvents();
  const seen = [];
  const unbind = emitter.on('tick', (...values) => seen.push(values));
  emitter.emit('tick', 1, 2);
  unbind();
  emitter.emit('tick', 3);
  return seen;
};
