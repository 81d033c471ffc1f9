// dayjs: plugins and a language.
import dayjs from 'dayjs';
import 'dayjs/locale/fr.js';
import relativeTime from 'dayjs/plugin/relativeTime.js';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);
dayjs.extend(relativeTime);

export default () => [
  dayjs.utc(0).format('YYYY-MM-DD dddd'),
  dayjs.utc(0).locale('fr').format('dddd MMMM'),
  dayjs(0).from(dayjs(1e9)),
  dayjs.utc('2020-01-31').add(1, 'month').toISOString(),
];
