// react-day-picker: a range in a month.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { DayPicker, dateMatchModifiers } from 'react-day-picker';

const month = new Date(2024, 1, 1);

export default () => [
  renderToStaticMarkup(
    h(DayPicker, {
      mode: 'range',
      month,
      today: month,
      selected: { from: new Date(2024, 1, 5), to: new Date(2024, 1, 8) },
      disabled: { dayOfWeek: [0] },
      showWeekNumber: true,
    }),
  ),
  dateMatchModifiers(new Date(2024, 1, 5), [{ before: month }, { dayOfWeek: [1] }]),
];
