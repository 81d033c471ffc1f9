// cbor-x: values as bytes.
import { Encoder, Tag, decode, decodeMultiple, encode } from 'cbor-x';

export default () => [
  [...encode({ a: [1, -5, 1.5, 'ü'], b: new Date(0), c: undefined })],
  decode(encode(new Map([[1, new Set(['x'])]]))),
  decode(encode(new Tag([1], 99)))?.tag,
  decodeMultiple(new Uint8Array([1, 2])),
  new Encoder({ useRecords: false }).decode(new Encoder({ useRecords: false }).encode({ n: 2n ** 50n })),
];
