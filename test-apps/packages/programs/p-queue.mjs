// p-queue: priorities and a paused queue.
import PQueue from 'p-queue';

export default async () => {
  const queue = new PQueue({ concurrency: 1, autoStart: false });
  const seen = [];
  queue.add(async () => seen.push('low'), { priority: 0 });
  queue.add(async () => seen.push('high'), { priority: 2 });
  queue.start();
  await queue.onIdle();
  return [seen, queue.size];
};
