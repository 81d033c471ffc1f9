// filesize: units and languages.
import { filesize, partial } from 'filesize';

export default () => [
  filesize(265318),
  filesize(265318, { base: 2, standard: 'iec' }),
  filesize(1e9, { bits: true, round: 3 }),
  filesize(1536, { output: 'object' }),
  partial({ standard: 'jedec', locale: 'de' })(1234567),
  filesize(12n ** 12n, { exponent: 2 }),
];
