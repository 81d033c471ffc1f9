// @noble/hashes: digests of every family.
import { blake2b } from '@noble/hashes/blake2.js';
import { blake3 } from '@noble/hashes/blake3.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { keccak_256, sha3_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export default () => {
  const text = utf8ToBytes('héllo');
  return [sha256, sha512, sha3_256, keccak_256, blake3, blake2b]
    .map(hash => bytesToHex(hash(text)))
    .concat(
      [
        hkdf(sha256, text, text, text, 20),
        hmac(sha512, text, text),
        pbkdf2(sha256, text, text, { c: 4, dkLen: 16 }),
        scrypt(text, text, { N: 16, r: 2, p: 1, dkLen: 16 }),
      ].map(bytesToHex),
    );
};
