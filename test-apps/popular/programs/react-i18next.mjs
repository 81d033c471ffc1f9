// react-i18next: a translated component.
import i18next from 'i18next';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider, Trans, useTranslation } from 'react-i18next';

const Hello = () => h('p', null, useTranslation().t('hello', { name: 'Ada' }), h(Trans, { i18nKey: 'bold' }));

export default async () => {
  const i18n = i18next.createInstance();
  const translation = { hello: 'Hallo {{name}}', bold: 'sehr <strong>fett</strong>' };
  await i18n.init({ lng: 'de', resources: { de: { translation } }, showSupportNotice: false });
  return renderToStaticMarkup(h(I18nextProvider, { i18n }, h(Hello)));
};
