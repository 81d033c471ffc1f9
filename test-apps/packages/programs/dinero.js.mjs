// dinero.js: amounts, allocation and conversion.
import { EUR, USD } from 'dinero.js/currencies';
import { add, allocate, convert, dinero, toDecimal, toSnapshot } from 'dinero.js';

export default () => {
  const price = dinero({ amount: 1050, currency: USD });
  return [
    toDecimal(add(price, price)),
    allocate(price, [50, 30, 20]).map(toSnapshot),
    toDecimal(convert(price, EUR, { EUR: { amount: 89, scale: 2 } })),
  ];
};
