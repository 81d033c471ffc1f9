// hashids: numbers as short texts.
import Hashids from 'hashids';

export default () => {
  const hashids = new Hashids('salt', 8);
  return [
    hashids.encode(1, 2, 3),
    hashids.decode(hashids.encode([45, 99])),
    hashids.encodeHex('507f1f77bcf86cd799439011'),
    hashids.decodeHex(hashids.encodeHex('abc')),
  ];
};
