// numeral: formats and a language.
import numeral from 'numeral';
import 'numeral/locales/de.js';

export default () => {
  const english = [
    numeral(1234567.891).format('0,0.00'),
    numeral(0.974878234).format('0.0%'),
    numeral(1e9).format('0.0a'),
    numeral(100).format('0b'),
  ];
  numeral.locale('de');
  return [english, numeral(1234.5).format('0,0.0 $'), numeral('1.000').value()];
};
