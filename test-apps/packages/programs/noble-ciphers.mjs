// @noble/ciphers: encrypts and reads again.
import { cbc, gcm, gcmsiv } from '@noble/ciphers/aes.js';
import { chacha20poly1305, xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { bytesToHex } from '@noble/ciphers/utils.js';

const bytes = (length, value) => new Uint8Array(length).fill(value);

export default () =>
  [
    gcm(bytes(32, 1), bytes(12, 2)),
    gcmsiv(bytes(32, 1), bytes(12, 2)),
    cbc(bytes(16, 1), bytes(16, 2)),
    chacha20poly1305(bytes(32, 1), bytes(12, 2)),
    xchacha20poly1305(bytes(32, 3), bytes(24, 4)),
    xsalsa20poly1305(bytes(32, 3), bytes(24, 4)),
  ].map(cipher => {
    const text = cipher.encrypt(bytes(20, 65));
    return [bytesToHex(text), cipher.decrypt(text).length];
  });
