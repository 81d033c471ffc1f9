// node-forge: digests, ciphers and asn.1.
import forge from 'node-forge';

export default () => {
  const digest = forge.md.sha256.create().update('text').digest().toHex();
  const cipher = forge.cipher.createCipher('AES-CBC', '0123456789abcdef');
  cipher.start({ iv: 'fedcba9876543210' });
  cipher.update(forge.util.createBuffer('secret'));
  cipher.finish();
  const der = forge.asn1.toDer(forge.asn1.create(forge.asn1.Class.UNIVERSAL, forge.asn1.Type.INTEGER, false, '\x05'));
  return [
    digest,
    cipher.output.toHex(),
    der.toHex(),
    forge.pkcs5.pbkdf2('p', 's', 3, 8),
    forge.util.encode64('abc'),
    forge.pki.oids.sha1WithRSAEncryption,
  ].map(value => escape(value));
};
