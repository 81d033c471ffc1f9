// string_decoder: letters in parts.
import { Buffer } from 'buffer';
import stringDecoder from 'string_decoder/lib/string_decoder.js';

export default () => {
  const decoder = new stringDecoder.StringDecoder('utf8');
  return [
    [...Buffer.from('é€𝌆')].map(byte => decoder.write(Buffer.from([byte]))),
    decoder.end(Buffer.from([0xe2])),
    new stringDecoder.StringDecoder('base64').write(Buffer.from([1, 2])),
  ];
};
