// fp-ts: pipes of arrays, options and eithers.
import * as A from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as O from 'fp-ts/Option';

export default () => [
  pipe([1, 2, 3], A.map(n => n * 2), A.filter(n => n > 2), A.reduce(0, (a, b) => a + b)),
  pipe(E.left('no'), E.match(error => error, String)),
  pipe(O.fromNullable(null), O.getOrElse(() => 'none')),
];
