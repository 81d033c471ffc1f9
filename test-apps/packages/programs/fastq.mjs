// fastq: work that waits.
import fastq from 'fastq';

export default async () => {
  const seen = [];
  const queue = fastq((n, done) => setTimeout(() => (seen.push(n), done(null, n * 2)), 2), 1);
  queue.push(1);
  queue.unshift(2);
  queue.push(3);
  await new Promise(resolve => (queue.drain = resolve));
  const later = fastq.promise(async n => n + 1, 2);
  return [seen, await Promise.all([later.push(1), later.push(2)]), queue.idle()];
};
