// decimal.js: thirty digits of a root.
import Decimal from 'decimal.js';

export default () => [
  new Decimal('0.1').add(0.2).toString(),
  Decimal.sqrt(2).toFixed(30),
  new (Decimal.clone({ precision: 50 }))(1).div(3).toString(),
];
