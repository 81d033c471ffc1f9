// buffer: bytes and texts of every encoding.
import { Buffer, SlowBuffer, kMaxLength } from 'buffer/index.js';

export default () => {
  const bytes = Buffer.concat([Buffer.from('héllo'), Buffer.from('ff00', 'hex'), Buffer.alloc(2, 'x')]);
  bytes.writeInt16LE(-2, 0);
  return [
    bytes.toString('base64'),
    bytes.readUInt32BE(2),
    bytes.indexOf('x'),
    Buffer.compare(Buffer.from('a'), Buffer.from('b')),
    [...bytes.subarray(1, 4)],
    Buffer.from('ü', 'latin1').toString('hex'),
    Buffer.byteLength('𝌆'),
    bytes.toJSON(),
    kMaxLength > 0,
    typeof SlowBuffer,
  ];
};
