// @lingui/core: compiled messages and numbers.
import { formats, setupI18n } from '@lingui/core';

export default () => {
  const i18n = setupI18n({
    locale: 'en',
    messages: {
      en: { hello: ['Hi ', ['name'], ', ', ['n', 'plural', { one: ['#', ' day'], other: ['#', ' days'] }]] },
      de: { hello: 'Hallo' },
    },
  });
  const english = i18n._('hello', { name: 'X', n: 1 });
  i18n.activate('de');
  return [
    english,
    i18n._('hello'),
    i18n.number(1234.5),
    i18n._('missing'),
    formats.date('en', new Date(0), { timeZone: 'UTC' }),
  ];
};
