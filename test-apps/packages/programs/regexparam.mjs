// regexparam: patterns and paths.
import { inject, parse } from 'regexparam';

export default () => {
  const { keys, pattern } = parse('/books/:genre/:title?/*');
  return [
    keys,
    String(pattern),
    pattern.exec('/books/horror/it/x/y'),
    inject('/a/:b/*', { b: 1, '*': 'c' }),
    parse(/^\/x/).keys,
  ];
};
