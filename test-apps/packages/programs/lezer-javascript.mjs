// @lezer/javascript: a tree and its cursor.
import { parser } from '@lezer/javascript';

export default () => {
  const names = [];
  const tree = parser.configure({ dialect: 'ts jsx' }).parse('const a: b<c> = <d e={1}>f</d> // g');
  tree.iterate({ enter: node => void names.push([node.name, node.from, node.to]) });
  return [names, parser.parse('let x = (1 +').toString(), tree.resolveInner(8).name];
};
