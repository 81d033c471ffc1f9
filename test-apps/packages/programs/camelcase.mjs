// camelcase: languages and consecutive capitals.
import camelCase from 'camelcase';

export default () => [
  camelCase('foo-bar'),
  camelCase('FOO_BAR', { pascalCase: true }),
  camelCase(['foo', 'bar']),
  camelCase('lorem-ipsum', { locale: 'en-US' }),
  camelCase('XMLHttp', { preserveConsecutiveUppercase: true }),
];
