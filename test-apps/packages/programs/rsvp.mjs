// rsvp: hashes, filters and events.
import * as module from 'rsvp';

const RSVP = module.hash ? module : module.default;

export default async () => {
  const target = {};
  const seen = [];
  RSVP.EventTarget.mixin(target);
  target.on('a', value => seen.push(value));
  target.trigger('a', 1);
  return [
    await RSVP.hash({ a: 1, b: RSVP.resolve(2) }),
    await RSVP.filter([1, 2, 3], n => n > 1),
    await RSVP.map([1, 2], n => RSVP.resolve(n * 2)),
    await RSVP.hashSettled({ a: RSVP.reject('x') }),
    seen,
    await RSVP.denodeify((n, done) => done(null, n))(5),
  ];
};
