// elliptic: signatures and shared secrets.
import elliptic from 'elliptic';

export default () => {
  const curve = new elliptic.ec('secp256k1');
  const [a, b] = [curve.keyFromPrivate('1'.repeat(64), 'hex'), curve.keyFromPrivate('2'.repeat(64), 'hex')];
  const signature = a.sign('ab'.repeat(32));
  return [
    a.getPublic('hex'),
    signature.toDER('hex'),
    a.verify('ab'.repeat(32), signature),
    a.derive(b.getPublic()).toString(16),
    new elliptic.eddsa('ed25519').keyFromSecret('03'.repeat(32)).sign('0102').toHex(),
  ];
};
