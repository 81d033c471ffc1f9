// @js-temporal/polyfill: instants and calendars.
import { Temporal, toTemporalInstant } from '@js-temporal/polyfill';

export default () => [
  toTemporalInstant.call(new Date(0)).toZonedDateTimeISO('Asia/Tokyo').toString(),
  Temporal.PlainDate.from('2024-02-29').withCalendar('hebrew').monthCode,
  Temporal.Duration.from('P1Y2M10DT2H30M').total({ unit: 'hours', relativeTo: '2024-01-01' }),
  String(Temporal.PlainTime.from('12:34:56.789').round('minute')),
];
