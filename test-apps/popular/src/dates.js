// Days, time zones and languages.
import { addDays, differenceInDays, format, formatDistance, parseISO } from 'date-fns';
import { de, fr } from 'date-fns/locale';
import dayjs from 'dayjs';
import 'dayjs/locale/fr.js';
import relativeTime from 'dayjs/plugin/relativeTime.js';
import utc from 'dayjs/plugin/utc.js';
import { DateTime, Duration, Interval } from 'luxon';
import moment from 'moment';

dayjs.extend(utc);
dayjs.extend(relativeTime);

export default function run() {
  return {
    dateFns: [
      format(new Date(2020, 1, 3), 'PPPP EEEE do', { locale: de }),
      addDays(new Date(0), 3),
      differenceInDays(parseISO('2020-03-01'), parseISO('2020-02-01')),
      formatDistance(new Date(0), new Date(1e10), { locale: fr }),
    ],
    dayjs: [
      dayjs.utc(0).format('YYYY-MM-DD dddd'),
      dayjs.utc(0).locale('fr').format('dddd MMMM'),
      dayjs(0).from(dayjs(1e9)),
      dayjs.utc('2020-01-31').add(1, 'month'),
    ],
    luxon: [
      DateTime.fromISO('2020-01-02T03:04:05Z', { zone: 'Europe/Berlin' }).toISO(),
      Duration.fromObject({ hours: 30 }).shiftTo('days', 'hours').toObject(),
      Interval.fromISO('2020-01-01/2020-02-01').length('days'),
    ],
    moment: [
      moment.utc(0).format('LLLL'),
      moment.duration(90, 'minutes').humanize(),
      moment.utc('2020-02-30').isValid(),
    ],
  };
}
