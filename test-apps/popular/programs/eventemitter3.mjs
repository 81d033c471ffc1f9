// eventemitter3: listeners that are called once.
import EventEmitter from 'eventemitter3';

export default () => {
  const emitter = new EventEmitter();
  const seen = [];
  emitter.once('a', value => seen.push(value));
  emitter.emit('a', 1);
  emitter.emit('a', 2);
  return [seen, emitter.listenerCount('a')];
};
