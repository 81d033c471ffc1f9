// punycode: names with every letter.
import punycode from 'punycode/punycode.js';

export default () => [
  punycode.toASCII('mañana.例え.com'),
  punycode.toUnicode('xn--maana-pta.com'),
  punycode.encode('bücher'),
  punycode.decode('bcher-kva'),
  punycode.ucs2.decode('a𝌆'),
];
