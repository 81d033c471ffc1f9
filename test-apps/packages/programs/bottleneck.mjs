// bottleneck: jobs with priorities.
import Bottleneck from 'bottleneck';

export default async () => {
  const limiter = new Bottleneck({ maxConcurrent: 1 });
  const seen = [];
  const job = name => async () => seen.push(name);
  await Promise.all([
    limiter.schedule(job('first')),
    limiter.schedule({ priority: 9 }, job('low')),
    limiter.schedule({ priority: 1 }, job('high')),
  ]);
  return [seen, limiter.counts()];
};
