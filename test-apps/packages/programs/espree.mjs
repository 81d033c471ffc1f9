// espree: a tree with comments and tokens.
import * as espree from 'espree';

export default () => [
  espree.parse('/* c */ const a = <b>{x?.y}</b>; // d', {
    ecmaVersion: 'latest',
    comment: true,
    tokens: true,
    loc: true,
    range: true,
    sourceType: 'module',
    ecmaFeatures: { jsx: true },
  }),
  espree.tokenize('a => `b${c}`', { ecmaVersion: 6 }).length,
  Object.keys(espree.VisitorKeys).length,
];
