// escape-string-regexp: text in a pattern.
import escapeStringRegexp from 'escape-string-regexp';

export default () => [escapeStringRegexp('$1.00 (a-b) [x]|^{2}\\'), new RegExp(escapeStringRegexp('a.b')).test('axb')];
