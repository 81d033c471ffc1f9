// js-sha256: digests in parts.
import * as module from 'js-sha256';

const { sha224, sha256 } = module.sha256 ? module : module.default;

export default () => [
  sha256('héllo'),
  sha224('x'.repeat(100)),
  sha256
    .create()
    .update('a')
    .update(new Uint8Array([1, 2]))
    .hex(),
  sha256.hmac('key', 'text'),
  sha256.array('').length,
];
