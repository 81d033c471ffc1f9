// Bytes, large numbers and identifiers.
import Big from 'big.js';
import BN from 'bn.js';
import 'core-js/actual/array/group-by.js';
import 'core-js/actual/iterator/index.js';
import 'core-js/actual/set/union.js';
import aes from 'crypto-js/aes.js';
import utf8 from 'crypto-js/enc-utf8.js';
import sha256 from 'crypto-js/sha256.js';
import JSZip from 'jszip';
import Long from 'long';
import { customAlphabet, nanoid } from 'nanoid';
import { deflate, inflate } from 'pako';
import { __awaiter, __generator, __rest } from 'tslib';
import { NIL, parse, stringify, v4, v5, validate } from 'uuid';

function runCoreJs() {
  return [
    [...new Set([1]).union(new Set([2]))],
    Iterator.from([1, 2, 3])
      .map(n => n * 2)
      .drop(1)
      .toArray(),
    { ...[1, 2, 3].groupBy(n => (n % 2 ? 'odd' : 'even')) },
  ];
}

async function runJszip() {
  const archive = new JSZip();
  archive.file('a/b.txt', 'hällo');
  const bytes = await archive.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
  const read = await JSZip.loadAsync(bytes);
  return [await read.file('a/b.txt').async('string'), Object.keys(read.files)];
}

function wait(value) {
  return __awaiter(this, void 0, void 0, function () {
    return __generator(this, () => [2, value]);
  });
}

export default async function run() {
  return {
    big: new Big('0.1').plus('0.2').toString(),
    bn: [
      new BN('123456789012345678901234567890').pow(new BN(3)).toString(16),
      new BN('-17').umod(new BN(5)).toNumber(),
    ],
    coreJs: runCoreJs(),
    cryptoJs: [sha256('b').toString(), aes.decrypt(aes.encrypt('msg', 'key').toString(), 'key').toString(utf8)],
    jszip: await runJszip(),
    long: Long.fromString('9223372036854775807').add(1).toString(),
    nanoid: [nanoid().length, customAlphabet('a', 4)()],
    pako: new TextDecoder().decode(inflate(deflate('aaaaaaaaaabbbbb'))),
    tslib: [await wait(5), __rest({ a: 1, b: 2 }, ['a'])],
    uuid: [v5('a', v5.URL), validate(v4()), NIL, stringify(parse(v5('b', v5.DNS)))],
  };
}
