// pretty-bytes: units, bits and languages.
import prettyBytes from 'pretty-bytes';

export default () => [
  prettyBytes(1337),
  prettyBytes(-42, { signed: true }),
  prettyBytes(1024, { binary: true }),
  prettyBytes(1999, { bits: true, locale: 'de' }),
];
