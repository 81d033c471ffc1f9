// crypto-js: digests, and a text encrypted and read again.
import CryptoJS from 'crypto-js';
import sha256 from 'crypto-js/sha256.js';

export default () => [
  CryptoJS.MD5('a').toString(),
  sha256('b').toString(),
  CryptoJS.AES.decrypt(CryptoJS.AES.encrypt('msg', 'key').toString(), 'key').toString(CryptoJS.enc.Utf8),
  CryptoJS.HmacSHA512('a', 'k').toString(),
];
