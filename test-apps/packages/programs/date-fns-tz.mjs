// date-fns-tz: times in zones.
import { formatInTimeZone, fromZonedTime, getTimezoneOffset, toZonedTime } from 'date-fns-tz';

export default () => {
  const date = new Date('2024-03-31T01:30:00Z');
  return [
    formatInTimeZone(date, 'Europe/Berlin', 'yyyy-MM-dd HH:mm zzz xxx'),
    fromZonedTime('2024-01-01 10:00', 'America/New_York'),
    getTimezoneOffset('Asia/Kolkata'),
    toZonedTime(date, 'Asia/Tokyo').getHours(),
  ];
};
