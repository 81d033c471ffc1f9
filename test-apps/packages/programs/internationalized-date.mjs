// @internationalized/date: other calendars.
import {
  BuddhistCalendar,
  CalendarDate,
  DateFormatter,
  HebrewCalendar,
  parseZonedDateTime,
  toCalendar,
} from '@internationalized/date';

export default () => {
  const date = new CalendarDate(2024, 2, 29);
  return [
    String(date.add({ years: 1 })),
    String(toCalendar(date, new HebrewCalendar())),
    toCalendar(date, new BuddhistCalendar()).year,
    String(parseZonedDateTime('2024-03-10T01:30[America/New_York]').add({ hours: 1 })),
    new DateFormatter('de', { dateStyle: 'long', timeZone: 'UTC' }).format(date.toDate('UTC')),
  ];
};
