// jose: a token that is signed and read.
import {
  SignJWT,
  base64url,
  calculateJwkThumbprint,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
  CompactEncrypt,
  compactDecrypt,
} from 'jose';

export default async () => {
  const key = new Uint8Array(32).fill(5);
  const token = await new SignJWT({ a: 1 })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt(1e9)
    .setIssuer('me')
    .sign(key);
  const refused = await jwtVerify(token, new Uint8Array(32)).catch(error => error.code);
  const sealed = await new CompactEncrypt(new Uint8Array([1, 2]))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(key);
  return [
    token,
    (await jwtVerify(token, key, { issuer: 'me' })).payload,
    decodeJwt(token),
    decodeProtectedHeader(token),
    refused,
    [...(await compactDecrypt(sealed, key)).plaintext],
    base64url.encode('é'),
    await calculateJwkThumbprint({ kty: 'oct', k: 'AA' }),
  ];
};
