// bignumber.js: large numbers in several bases.
import BigNumber from 'bignumber.js';

export default () => [
  new BigNumber('1e40').plus(1).toFormat(),
  BigNumber(255).toString(16),
  BigNumber('0.7').mod('0.2'),
];
