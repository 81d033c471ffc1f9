// react-datepicker: a calendar of one month.
import { de } from 'date-fns/locale';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import * as picker from 'react-datepicker';

const DatePicker = picker.default.default ?? picker.default;

export default () => {
  picker.registerLocale('de', de);
  return renderToStaticMarkup(
    h(DatePicker, { inline: true, selected: new Date(2024, 1, 29), locale: 'de', showWeekNumbers: true }),
  );
};
