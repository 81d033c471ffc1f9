// bs58: bytes as text.
import bs58 from 'bs58';

export default () => [
  bs58.encode(new Uint8Array([0, 0, 1, 2, 255, 254])),
  [...bs58.decode('11LdkVr')],
  bs58.decodeUnsafe('0OIl'),
];
