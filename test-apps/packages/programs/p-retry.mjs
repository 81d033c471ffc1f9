// p-retry: tries again until it works.
import pRetry, { AbortError } from 'p-retry';

export default async () => {
  const options = { retries: 3, minTimeout: 1 };
  const work = async attempt => (attempt < 3 ? Promise.reject(new Error(`try ${attempt}`)) : attempt);
  const stop = async () => Promise.reject(new AbortError('stop'));
  return [await pRetry(work, options), await pRetry(stop, options).catch(error => error.message)];
};
