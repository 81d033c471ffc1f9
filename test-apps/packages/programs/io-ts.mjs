// io-ts: codecs and a report.
import * as t from 'io-ts';
import { PathReporter } from 'io-ts/lib/PathReporter.js';

export default () => {
  const User = t.intersection(
    [t.type({ name: t.string, tags: t.array(t.union([t.literal('a'), t.Int])) }), t.partial({ age: t.number })],
    'User',
  );
  return [
    User.is({ name: 'x', tags: ['a', 1] }),
    PathReporter.report(User.decode({ name: 1, tags: ['b'] })),
    User.name,
  ];
};
