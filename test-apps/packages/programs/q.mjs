// q: promises of old.
import * as module from 'q';

const Q = module.default ?? module;

export default async () => {
  const deferred = Q.defer();
  setTimeout(() => deferred.resolve({ a: [1, 2] }), 1);
  return [
    await Q.all([1, Q(2)]),
    await deferred.promise.then(value => value.a),
    await Q.fcall(() => {
      throw new Error('x');
    }).catch(error => error.message),
    (await Q.allSettled?.([Q.reject(1), 2]))?.map(({ state }) => state),
    await Q([1, 2]).then(([a, b]) => a + b),
  ];
};
