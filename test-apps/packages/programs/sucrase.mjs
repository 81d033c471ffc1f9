// sucrase: types, elements and imports.
import { transform, getFormattedTokens } from 'sucrase';

export default () => [
  transform(
    'import a, { type B } from "b"; enum C { D } export const e = <F g={a!}>h</F> as B; class I { constructor(private j: K) {} }',
    { transforms: ['typescript', 'jsx', 'imports'], production: true },
  ).code,
  transform('a?.b ?? 1_000', { transforms: [] }).code,
  getFormattedTokens('a + 1', { transforms: [] }),
];
