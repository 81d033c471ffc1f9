// denque: a queue with two ends.
import Denque from 'denque';

export default () => {
  const queue = new Denque([1, 2, 3, 4, 5]);
  queue.push(6);
  queue.unshift(0);
  queue.removeOne(2);
  return [
    queue.toArray(),
    queue.peekAt(-1),
    queue.splice(1, 2, 'x'),
    queue.shift(),
    queue.pop(),
    queue.toArray(),
    queue.length,
  ];
};
