// tiny-emitter: contexts and once.
import TinyEmitter from 'tiny-emitter';

export default () => {
  const emitter = new TinyEmitter();
  const seen = [];
  emitter
    .on(
      'a',
      function (value) {
        this.push(value);
      },
      seen,
    )
    .once('a', value => seen.push(-value));
  emitter.emit('a', 1).emit('a', 2);
  return seen;
};
