// long: integers of 64 bits.
import Long from 'long';

export default () => [
  Long.fromString('9223372036854775807').add(1).toString(),
  Long.fromNumber(1e18).mul(7).toUnsigned().toString(16),
  Long.fromBits(1, 2).div(3).toString(),
];
