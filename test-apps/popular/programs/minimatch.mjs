// minimatch: file patterns.
import { minimatch, Minimatch } from 'minimatch';

export default () => [
  minimatch('a/b/c.js', 'a/**/*.{js,ts}'),
  minimatch('a/b.css', '*.js'),
  new Minimatch('a*', {}).set.length,
];
