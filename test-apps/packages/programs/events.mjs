// events: Node's emitter for browsers.
import EventEmitter, { once } from 'events/events.js';

export default async () => {
  const emitter = new EventEmitter();
  const seen = [];
  emitter.prependListener('a', value => seen.push(['second', value]));
  emitter.prependOnceListener('a', value => seen.push(['first', value]));
  emitter.emit('a', 1);
  emitter.emit('a', 2);
  const waited = once(emitter, 'b');
  emitter.emit('b', 3, 4);
  return [seen, await waited, emitter.eventNames(), emitter.listenerCount('a')];
};
