// tweetnacl: boxes and signatures.
import nacl from 'tweetnacl';

export default () => {
  const seed = new Uint8Array(32).fill(3);
  const [sign, box] = [nacl.sign.keyPair.fromSeed(seed), nacl.box.keyPair.fromSecretKey(seed)];
  const [message, nonce] = [new Uint8Array([1, 2, 3]), new Uint8Array(24)];
  const sealed = nacl.box(message, nonce, box.publicKey, seed);
  return [
    [...nacl.sign.detached(message, sign.secretKey)],
    [...sealed],
    [...nacl.box.open(sealed, nonce, box.publicKey, seed)],
    [...nacl.hash(message)].slice(0, 4),
    nacl.verify(seed, seed),
  ];
};
