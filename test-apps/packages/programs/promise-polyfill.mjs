// promise-polyfill: promises that are settled.
import Promise from 'promise-polyfill';

export default async () => [
  await Promise.all([1, Promise.resolve(2)]),
  await Promise.allSettled([Promise.reject(new Error('x')), 3]),
  await Promise.any([Promise.reject(1), Promise.resolve(4)]),
  await Promise.reject(5)
    .catch(n => n * 2)
    .finally(() => 9),
  await Promise.race([Promise.resolve('a'), new Promise(() => {})]),
];
