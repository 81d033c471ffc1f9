// currency.js: money without rounding errors.
import currency from 'currency.js';

export default () => [
  currency('$1,234.567').add(0.1).format(),
  currency(10).distribute(3).map(String),
  currency(1.5, { symbol: '€', decimal: ',', separator: '.' }).multiply(1000).format(),
];
