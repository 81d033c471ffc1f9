// unist-util-visit: visits with tests.
import { CONTINUE, EXIT, SKIP, visit } from 'unist-util-visit';

export default () => {
  const tree = {
    type: 'root',
    children: [{ type: 'a', children: [{ type: 'b', value: 1 }] }, { type: 'b', value: 2 }, { type: 'c' }],
  };
  const seen = [];
  visit(tree, (node, index, parent) => {
    seen.push([node.type, index, parent?.type]);
    return node.type === 'a' ? SKIP : CONTINUE;
  });
  visit(tree, ['b', { type: 'c' }], node => (seen.push(node.type), node.value === 2 ? EXIT : undefined), true);
  return seen;
};
