// fast-uri: parses, resolves and compares.
import uri from 'fast-uri';

export default () => [
  uri.parse('uri://user@[2001:db8::7]:123/one?q#f'),
  uri.resolve('uri://a/b/c/d?q', '?x'),
  uri.equal('http://x.example/%7E', 'HTTP://X.example/~'),
  uri.normalize('http://x.example:80/a/./b'),
];
