// stylis: prefixes, nesting and middleware.
import { compile, middleware, prefixer, rulesheet, serialize, stringify, tokenize } from 'stylis';

export default () => {
  const seen = [];
  const text = serialize(
    compile('.a{user-select:none;&:hover,b &{display:flex}@media (x){top:0}} @keyframes k{from{top:1px}}'),
    middleware([prefixer, stringify, rulesheet(rule => seen.push(rule))]),
  );
  return [text, seen, tokenize('h1 h2 (h3 "x") [1 /* c */ 2]')];
};
