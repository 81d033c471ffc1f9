// @babel/standalone: transforms and presets.
import * as standalone from '@babel/standalone';

const Babel = standalone.transform ? standalone : standalone.default;

export default () => [
  Babel.transform('const f = (a?: number) => <A b={a ?? 1} {...c}/>; enum E { X = 1, Y }', {
    filename: 'a.tsx',
    presets: [['env', { targets: { ie: '11' } }], 'react', 'typescript'],
  }).code,
  Object.keys(Babel.availablePresets).length > 5,
];
