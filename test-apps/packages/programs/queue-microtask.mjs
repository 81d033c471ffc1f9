// queue-microtask: tasks in order.
import queueMicrotask from 'queue-microtask';

export default async () => {
  const seen = ['now'];
  queueMicrotask(() => seen.push('micro'));
  await null;
  return seen;
};
