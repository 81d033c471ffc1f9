// lz-string: texts that are made smaller.
import LZString from 'lz-string';

export default () => {
  const text = 'hello hello hello ü𝌆';
  return ['', 'ToBase64', 'ToUTF16', 'ToEncodedURIComponent', 'ToUint8Array'].map(kind => {
    const small = LZString[`compress${kind}`](text);
    return [kind, [...small].length, LZString[`decompress${kind.replace('To', 'From')}`](small)];
  });
};
