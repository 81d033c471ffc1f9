// async-lock: one after the other by key.
import AsyncLock from 'async-lock';

export default async () => {
  const lock = new AsyncLock({ timeout: 1000 });
  const seen = [];
  const work = name => async () => {
    seen.push(`${name} in`);
    await new Promise(resolve => setTimeout(resolve, 2));
    seen.push(`${name} out`);
  };
  await Promise.all([lock.acquire('k', work('a')), lock.acquire('k', work('b')), lock.acquire(['k', 'l'], work('c'))]);
  return [seen, lock.isBusy()];
};
