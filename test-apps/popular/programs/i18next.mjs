// i18next: plurals and values in German.
import i18next from 'i18next';

export default async () => {
  const instance = i18next.createInstance();
  const translation = {
    hello: 'Hallo {{name}}',
    item_one: 'ein Ding',
    item_other: '{{count}} Dinge',
    all: '$t(hello)',
  };
  await instance.init({ lng: 'de', resources: { de: { translation } }, showSupportNotice: false });
  return [instance.t('hello', { name: 'Ada' }), instance.t('item', { count: 3 }), instance.t('all', { name: 'x' })];
};
