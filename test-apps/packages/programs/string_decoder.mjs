// string_decoder: letters in parts.
import stringDecoder from 'string_decoder/lib/string_decoder.js';

export default () => {
  const decoder = new stringDecoder.StringDecoder('utf8');
  const bytes = new TextEncoder().encode('é€𝌆');
  return [
    [...bytes].map(byte => decoder.write(Uint8Array.of(byte))),
    decoder.end(Uint8Array.of(0xe2)),
    new stringDecoder.StringDecoder('base64').write(Uint8Array.of(1, 2)),
  ];
};
