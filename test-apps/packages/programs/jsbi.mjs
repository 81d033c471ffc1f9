// jsbi: big integers without big integers.
import JSBI from 'jsbi';

export default () => {
  const big = JSBI.exponentiate(JSBI.BigInt(3), JSBI.BigInt(100));
  return [
    String(big),
    String(JSBI.divide(big, JSBI.BigInt('12345678901234567890'))),
    String(JSBI.asIntN(64, big)),
    JSBI.toNumber(JSBI.signedRightShift(big, JSBI.BigInt(100))),
  ];
};
