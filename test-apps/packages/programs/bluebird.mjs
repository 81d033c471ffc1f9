// bluebird: lists, retries and cancelled promises.
import Promise from 'bluebird';

export default async () => {
  const own = Promise.getNewLibraryCopy();
  own.config({ cancellation: true });
  const seen = [];
  const slow = own.delay(1000).finally(() => seen.push('finally'));
  slow.cancel();
  return [
    await Promise.map([1, 2, 3], n => Promise.delay(5 - n, n * 2), { concurrency: 2 }),
    await Promise.props({ a: 1, b: Promise.resolve(2) }),
    await Promise.reduce([1, 2, 3], (sum, n) => sum + n),
    await Promise.try(() => {
      throw new TypeError('x');
    }).catch(TypeError, error => error.message),
    await Promise.fromCallback(done => done(null, 'called')),
    await Promise.coroutine(function* () {
      return yield Promise.resolve(4);
    })(),
    slow.isCancelled(),
    seen,
    await Promise.delay(50)
      .timeout(1)
      .catch(Promise.TimeoutError, () => 'late'),
  ];
};
