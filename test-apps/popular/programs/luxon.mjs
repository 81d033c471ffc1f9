// luxon: zones, durations and intervals.
import { DateTime, Duration, Interval } from 'luxon';

export default () => [
  DateTime.fromISO('2020-01-02T03:04:05Z', { zone: 'Europe/Berlin' }).toISO(),
  Duration.fromObject({ hours: 30 }).shiftTo('days', 'hours').toObject(),
  Interval.fromISO('2020-01-01/2020-02-01').length('days'),
];
