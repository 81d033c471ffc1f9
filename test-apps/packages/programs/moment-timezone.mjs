// moment-timezone: times in zones.
import moment from 'moment-timezone';

export default () => [
  moment.tz('2024-06-01 12:00', 'America/New_York').format(),
  moment.utc(0).tz('Asia/Tokyo').format('LLLL z'),
  moment.tz.names().length > 400,
  moment.tz.zone('Europe/Paris').utcOffset(0),
];
