// fraction.js: exact fractions.
import Fraction from 'fraction.js';

export default () => [
  new Fraction('1.(3)').add('2/7').toFraction(),
  new Fraction(0.75).pow(2).toString(),
  new Fraction(10, 4).toLatex(),
  new Fraction('9.4[31]'.replace('[', '(').replace(']', ')')).toContinued().map(String),
  new Fraction(7, 8).compare('0.9'),
  new Fraction('4/6').gcd('2/9').toFraction(true),
];
