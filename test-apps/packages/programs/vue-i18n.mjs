// vue-i18n: plurals, dates and numbers.
import { createI18n } from 'vue-i18n';

export default () => {
  const i18n = createI18n({
    legacy: false,
    locale: 'de',
    fallbackLocale: 'en',
    messages: {
      en: { car: 'no cars | one car | {count} cars', only: 'only @:name', name: 'English' },
      de: { hello: 'Hallo {name}, {0}' },
    },
    numberFormats: { de: { money: { style: 'currency', currency: 'EUR' } } },
  });
  const { t, n, te } = i18n.global;
  return [t('hello', { name: 'X' }), t('car', 4), t('car', 0), t('only'), n(1234.5, 'money'), te('none'), t('none')];
};
