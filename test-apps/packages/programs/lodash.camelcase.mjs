// lodash.camelcase: words with accents and digits.
import camelCase from 'lodash.camelcase';

export default () => ['foo bar', '--Foo-Bar--', '__déjà vu__', 'XMLHttp2Request', 'a1b2'].map(text => camelCase(text));
