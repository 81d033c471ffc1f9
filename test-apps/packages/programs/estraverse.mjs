// estraverse: walks and replaces.
import { parse } from 'acorn';
import estraverse from 'estraverse';

export default () => {
  const tree = parse('a(b + 1, function c() { d })', { ecmaVersion: 2020 });
  const seen = [];
  const changed = estraverse.replace(tree, {
    enter(node) {
      seen.push(node.type);
      if (node.type === 'FunctionExpression') return this.skip();
      if (node.type === 'Literal') return { ...node, value: node.value + 1 };
    },
    leave: node => (node.type === 'Identifier' ? { ...node, name: `_${node.name}` } : undefined),
  });
  return [seen, changed];
};
