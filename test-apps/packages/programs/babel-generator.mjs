// @babel/generator: code with a map.
import * as generator from '@babel/generator';
import { parse } from '@babel/parser';

const generate = generator.generate ?? generator.default.default ?? generator.default;

export default () => {
  const source =
    '// head\nconst {a, ...b} = await x; class A extends (B, C) { static { /* in */ } get #c() { return this?.[`t${1}`] } }';
  const tree = parse(source, { sourceType: 'module' });
  const { code, map } = generate(tree, { sourceMaps: true, sourceFileName: 'a.js' }, source);
  return [code, map.mappings, generate(tree, { compact: true, comments: false }).code];
};
