// p-limit: at most two at once.
import pLimit from 'p-limit';

export default async () => {
  const limit = pLimit(2);
  let [running, most] = [0, 0];
  const work = async n => {
    most = Math.max(most, ++running);
    await new Promise(resolve => setTimeout(resolve, 2));
    running--;
    return n * 2;
  };
  return [await Promise.all([1, 2, 3, 4].map(n => limit(work, n))), most, limit.pendingCount];
};
