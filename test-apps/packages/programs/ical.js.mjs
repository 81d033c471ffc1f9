// ical.js: reads a calendar.
import ICAL from 'ical.js';

export default () => {
  const text =
    'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Meet\\, talk\r\nDTSTART:20240101T100000Z\r\nRRULE:FREQ=DAILY;COUNT=3\r\nEND:VEVENT\r\nEND:VCALENDAR';
  const component = new ICAL.Component(ICAL.parse(text));
  const event = new ICAL.Event(component.getFirstSubcomponent('vevent'));
  const dates = event.iterator();
  return [event.summary, String(dates.next()), String(dates.next()), component.toString()];
};
