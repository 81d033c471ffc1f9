// bn.js: powers, reduction and division of big integers.
import BN from 'bn.js';

export default () => [
  new BN('123456789012345678901234567890').pow(new BN(3)).toString(16),
  new BN(3).toRed(BN.red('k256')).redInvm().toString(),
  new BN('-17').umod(new BN(5)).toNumber(),
];
