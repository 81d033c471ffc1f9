// node-polyglot: plurals of several languages.
import Polyglot from 'node-polyglot';

export default () => {
  const polyglot = new Polyglot({
    locale: 'ru',
    phrases: {
      cars: '%{smart_count} машина |||| %{smart_count} машины |||| %{smart_count} машин',
      nested: { a: 'hi %{name}' },
    },
  });
  return [
    [1, 3, 5, 21].map(count => polyglot.t('cars', count)),
    polyglot.t('nested.a', { name: '$&' }),
    polyglot.t('none', { _: 'default' }),
    Polyglot.transformPhrase('%{a}', { a: 1 }),
  ];
};
