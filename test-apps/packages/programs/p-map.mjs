// p-map: in order, with errors collected.
import pMap, { pMapIterable, pMapSkip } from 'p-map';

export default async () => {
  const streamed = [];
  for await (const value of pMapIterable([1, 2, 3], async n => n + 1)) streamed.push(value);
  const failed = await pMap([1, 2], async () => Promise.reject(new Error('no')), { stopOnError: false }).catch(
    error => error.errors.length,
  );
  return [await pMap([1, 2, 3], async n => (n === 2 ? pMapSkip : n * 2), { concurrency: 2 }), streamed, failed];
};
