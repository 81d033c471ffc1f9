// html-entities: levels and modes.
import { decode, encode } from 'html-entities';

export default () => [
  encode('< > " \' & © ∆'),
  encode('<ü>', { mode: 'nonAsciiPrintable', level: 'xml' }),
  decode('&lt;&copy;&#8710;&unknown;', { scope: 'strict' }),
];
