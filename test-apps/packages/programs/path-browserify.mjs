// path-browserify: paths.
import path from 'path-browserify';

export default () => [
  path.join('/a', '..', './b//c/'),
  path.relative('/a/b/c', '/a/d'),
  path.parse('/home/x.tar.gz'),
  path.format({ dir: '/a', name: 'b', ext: '.c' }),
  path.normalize('a/./b/../../..'),
  path.extname('.x'),
  path.basename('/a/b.c', '.c'),
  path.posix.isAbsolute('/'),
];
