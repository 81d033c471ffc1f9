// flatpickr: a calendar of one month.
import flatpickr from 'flatpickr';
import { German } from 'flatpickr/dist/l10n/de.js';

export default () => {
  const input = document.body.appendChild(document.createElement('input'));
  const picker = flatpickr(input, {
    defaultDate: '2024-02-29',
    locale: German ?? 'default',
    mode: 'range',
    inline: true,
    weekNumbers: true,
    minDate: '2024-02-05',
  });
  picker.setDate(['2024-02-10', '2024-02-12'], true);
  return [
    input.value,
    picker.calendarContainer.querySelectorAll('.inRange').length,
    flatpickr.formatDate(new Date(0), 'Y-m-d l'),
    picker.days.children.length,
    picker.l10n.firstDayOfWeek,
  ];
};
