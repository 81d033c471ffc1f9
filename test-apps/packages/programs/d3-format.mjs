// d3-format: formats of two languages.
import { format, formatLocale, formatPrefix, formatSpecifier, precisionRound } from 'd3-format';

export default () => [
  ['.2f', ',.3r', '+08.1%', '~s', '#x', '($.0f', '^20', 'c', '.3~e'].map(text => format(text)(1234.5)),
  formatLocale({ decimal: ',', thousands: '.', grouping: [3], currency: ['', ' €'] }).format('$,.2f')(1234567.891),
  formatPrefix(',.0', 1e-6)(0.00042),
  String(formatSpecifier('.3~s')),
  precisionRound(0.01, 1.01),
];
