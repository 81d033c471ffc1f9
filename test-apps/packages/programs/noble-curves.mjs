// @noble/curves: signatures of four curves.
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesToHex } from '@noble/curves/utils.js';

export default () => {
  const [key, message] = [new Uint8Array(32).fill(7), new Uint8Array(32).fill(9)];
  return [ed25519, secp256k1, p256]
    .map(curve => {
      const signature = curve.sign(message, key);
      return [bytesToHex(signature), curve.verify(signature, message, curve.getPublicKey(key))];
    })
    .concat([
      bytesToHex(x25519.getSharedSecret(key, x25519.getPublicKey(message))),
      bytesToHex(bls12_381.G1.Point.BASE.multiply(5n).toBytes()),
    ]);
};
