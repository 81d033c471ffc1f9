// moment: languages, durations and validity.
import moment from 'moment';
import 'moment/locale/de.js';

export default () => [
  moment.utc(0).format('LLLL'),
  moment.locales(),
  moment.duration(90, 'minutes').humanize(),
  moment.utc('2020-02-30').isValid(),
];
