// js-base64: texts with every letter.
import { Base64, encodeURI, fromUint8Array } from 'js-base64';

export default () => [
  Base64.encode('小飼弾𝌆'),
  Base64.decode('5bCP6aO85by+'),
  encodeURI('dankogai??>'),
  fromUint8Array(new Uint8Array([251, 255]), true),
  Base64.isValid('a b'),
  [...Base64.toUint8Array('AQID')],
];
