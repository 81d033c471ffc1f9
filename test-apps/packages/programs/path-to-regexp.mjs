// path-to-regexp: compiles and matches paths.
import { compile, match, parse, pathToRegexp, stringify } from 'path-to-regexp';

export default () => [
  match('/users/:id{/edit}')('/users/a%20b/edit').params,
  compile('/files/*path{.:ext}')({ path: ['a', 'b c'], ext: 'txt' }),
  parse('/x/:y').tokens,
  String(pathToRegexp('/a/:b').regexp),
  stringify(parse('/:"a b"')),
];
