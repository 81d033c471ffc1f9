// mitt: events by name and all of them.
import mitt from 'mitt';

export default () => {
  const emitter = mitt();
  const seen = [];
  emitter.on('a', value => seen.push(value));
  emitter.on('*', (name, value) => seen.push([name, value]));
  emitter.emit('a', 1);
  emitter.off('a');
  emitter.emit('a', 2);
  return [seen, [...emitter.all.keys()]];
};
