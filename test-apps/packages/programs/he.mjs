// he: entities by name and number.
import * as he from 'he';

export default () => [
  he.encode('foo © bar ≠ baz 𝌆 qux', { useNamedReferences: true }),
  he.decode('&lt;&copy;&notin;&#x1D306;&ampfoo'),
  he.escape('<&>'),
];
