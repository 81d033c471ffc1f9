// eventemitter2: wildcards and namespaces.
import EventEmitter2 from 'eventemitter2';

export default async () => {
  const emitter = new EventEmitter2.EventEmitter2({ wildcard: true, delimiter: '.' });
  const seen = [];
  emitter.on('a.*', function (value) {
    seen.push([this.event, value]);
  });
  emitter.onAny((name, value) => seen.push(['any', name, value]));
  emitter.many('b', 1, value => seen.push(value));
  emitter.emit('a.x', 1);
  emitter.emit('b', 2);
  emitter.emit('b', 3);
  return [seen, await emitter.emitAsync('a.y', 4)];
};
