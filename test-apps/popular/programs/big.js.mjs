// big.js: decimal arithmetic.
import Big from 'big.js';

export default () => [new Big('0.1').plus('0.2').toString(), Big(2).sqrt().toFixed(5), Big(1).div(3).toPrecision(9)];
