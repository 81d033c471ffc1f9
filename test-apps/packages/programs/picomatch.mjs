// picomatch: patterns as regular expressions.
import picomatch from 'picomatch/posix.js';

export default () => [
  picomatch.makeRe('src/**/{a,b}*.[jt]s').source,
  picomatch(['*.js', '!x.js'])('x.js'),
  picomatch('+(a|b)/!(c)*')('ab/d'),
  picomatch.scan('!./foo/*.js', { tokens: true }).base,
  picomatch.parse('a/{1..3}').output,
];
