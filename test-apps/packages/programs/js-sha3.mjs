// js-sha3: digests of variable length.
import * as module from 'js-sha3';

const { cshake128, keccak256, kmac128, sha3_512, shake128 } = module.sha3_512 ? module : module.default;

export default () => [
  sha3_512('héllo'),
  keccak256([1, 2, 3]),
  shake128('x', 64),
  kmac128('key', 'message', 128, 'custom'),
  cshake128('a', 64, 'n', 's'),
  keccak256.create().update('a').digest().length,
];
