// async: a waterfall with parallel tasks.
import { mapLimit, parallel, waterfall } from 'async';

const later = value => done => setTimeout(() => done(null, value), 1);

export default async () => [
  await waterfall([done => done(null, 1), (first, done) => parallel([later(first), later(2)], done)]),
  await mapLimit([1, 2, 3], 2, async n => n * 2),
];
