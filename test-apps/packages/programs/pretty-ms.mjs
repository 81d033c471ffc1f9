// pretty-ms: durations for people.
import prettyMs from 'pretty-ms';

export default () => [
  prettyMs(1337000000),
  prettyMs(1337, { verbose: true }),
  prettyMs(95500, { colonNotation: true }),
  prettyMs(100.4, { formatSubMilliseconds: true }),
];
