// string.prototype.matchall: matches of a pattern.
import matchAll from 'string.prototype.matchall';
import implementation from 'string.prototype.matchall/implementation.js';

export default () => [
  [...matchAll('a1b22', /[a-z](\d+)/g)].map(match => [...match, match.index]),
  [...implementation.call('x-y', /\w/g)].map(String),
];
