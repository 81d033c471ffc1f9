// react-intl: plurals and numbers.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { FormattedMessage, FormattedNumber, IntlProvider, createIntl } from 'react-intl';

const messages = { items: '{n, plural, one {# item} other {# items}}' };

export default () => {
  const texts = [
    h(FormattedMessage, { key: 1, id: 'items', values: { n: 3 } }),
    h(FormattedNumber, { key: 2, value: 1.5 }),
  ];
  return [
    renderToStaticMarkup(h(IntlProvider, { locale: 'en', messages }, texts)),
    createIntl({ locale: 'de' }).formatNumber(1234.5),
  ];
};
