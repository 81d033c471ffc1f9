// slugify: letters of many languages.
import slugify from 'slugify';

export default () => [
  slugify('Déjà Vu! $5 ♥', { lower: true }),
  slugify('Ünïcödé', { locale: 'de' }),
  slugify('привет мир', '_'),
];
