// fp-ts: pipes of arrays, options and eithers.
import * as A from 'fp-ts/lib/Array.js';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';

export default () => [
  pipe(
    [1, 2, 3],
    A.map(n => n * 2),
    A.filter(n => n > 2),
    A.reduce(0, (a, b) => a + b),
  ),
  pipe(
    E.left('no'),
    E.match(error => error, String),
  ),
  pipe(
    O.fromNullable(null),
    O.getOrElse(() => 'none'),
  ),
];
