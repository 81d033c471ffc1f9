// @msgpack/msgpack: values as bytes, with an extension.
import { ExtensionCodec, decode, decodeMulti, encode } from '@msgpack/msgpack';

export default () => {
  const extensionCodec = new ExtensionCodec();
  extensionCodec.register({
    type: 0,
    encode: value => (value instanceof Set ? encode([...value]) : null),
    decode: data => new Set(decode(data)),
  });
  const bytes = encode(
    { a: [1, -300, 1.5, 2 ** 40], b: null, c: 'ü', d: new Uint8Array([1]), e: new Set([1]), f: new Date(5) },
    { extensionCodec, sortKeys: true },
  );
  const value = decode(bytes, { extensionCodec });
  return [[...bytes], value, [...value.e], [...decodeMulti(new Uint8Array([1, 2, 0xa1, 0x61]))]];
};
