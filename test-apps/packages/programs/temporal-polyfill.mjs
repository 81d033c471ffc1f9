// temporal-polyfill: dates, zones and durations.
import { Temporal } from 'temporal-polyfill';

export default () => [
  String(Temporal.PlainDate.from('2024-01-31').add({ months: 1 })),
  String(Temporal.ZonedDateTime.from('2024-03-31T01:30+01:00[Europe/Berlin]').add({ hours: 1 })),
  String(Temporal.Duration.from({ hours: 50 }).round({ largestUnit: 'days' })),
  Temporal.PlainDate.from('2024-02-29').until('2025-03-01', { largestUnit: 'year' }).toJSON(),
];
