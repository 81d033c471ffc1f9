// bson: documents as bytes.
import {
  Binary,
  Decimal128,
  Double,
  EJSON,
  Int32,
  Long,
  ObjectId,
  Timestamp,
  calculateObjectSize,
  deserialize,
  serialize,
} from 'bson';

export default () => {
  const value = {
    _id: new ObjectId('507f1f77bcf86cd799439011'),
    a: [1, 2.5, 'x'],
    d: new Date(0),
    n: Long.fromString('1234567890123'),
    m: Decimal128.fromString('1.50'),
    b: new Binary(new Uint8Array([1, 2])),
    i: new Int32(4),
    f: new Double(4),
    t: new Timestamp({ t: 1, i: 2 }),
    r: /a/i,
  };
  const bytes = serialize(value);
  return [
    bytes.length,
    calculateObjectSize(value),
    EJSON.stringify(deserialize(bytes)),
    EJSON.stringify(value, { relaxed: false }),
  ];
};
