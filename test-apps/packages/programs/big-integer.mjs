// big-integer: powers and primes.
import bigInt from 'big-integer';

export default () => [
  String(bigInt(3).pow(99)),
  bigInt('FF', 16).modPow(3, 1000).toString(),
  bigInt(97).isPrime(),
  bigInt('12345678901234567890').divmod('987654321').remainder.toString(),
  bigInt(255).toString(2),
  bigInt(12).xor(5).toJSNumber(),
  bigInt.gcd(48, 36).toString(),
];
