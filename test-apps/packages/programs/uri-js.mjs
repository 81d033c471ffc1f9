// uri-js: parses, resolves and compares.
import * as URI from 'uri-js';

export default () => [
  URI.parse('uri://user:pass@x.example:123/one/two.three?q1=a1#body'),
  URI.resolve('uri://a/b/c/d?q', '../../g'),
  URI.normalize('HTTP://ABC.com:80/%7Esmith/home.html'),
  URI.equal('example://a/b/c/%7Bfoo%7D', 'eXAMPLE://a/./b/../b/%63/%7bfoo%7d'),
  URI.parse('mailto:a@x.example?subject=hi'),
];
