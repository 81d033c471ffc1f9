// hash.js: digests and a mac.
import hash from 'hash.js';

export default () => [
  hash.sha256().update('abc').digest('hex'),
  hash.sha512().update([1, 2]).digest('hex'),
  hash.ripemd160().update('abc').digest('hex'),
  hash.sha1().update('héllo').digest('hex'),
  hash.hmac(hash.sha384, 'key').update('text').digest('hex'),
  hash.utils.toArray('616263', 'hex'),
];
