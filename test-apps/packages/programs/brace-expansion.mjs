// brace-expansion: lists and ranges.
import * as module from 'brace-expansion';

const expand = module.expand ?? module.default;

export default () =>
  ['a{b,c{d,e}}f', '{1..10..3}', '{a..e}', '${x,y}', '{01..03}', 'x{,y}z', '{}'].map(text => expand(text));
