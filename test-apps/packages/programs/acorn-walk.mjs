// acorn-walk: ancestors and a simple walk.
import { parse } from 'acorn';
import { ancestor, findNodeAt, full, make, recursive, simple } from 'acorn-walk';

export default () => {
  const tree = parse('function f(a) { return a + (() => b)() }', { ecmaVersion: 2022 });
  const [names, kinds, depth] = [[], [], []];
  simple(tree, { Identifier: node => names.push(node.name) });
  full(tree, node => kinds.push(node.type));
  ancestor(tree, { ArrowFunctionExpression: (_, __, parents) => depth.push(parents.length) });
  recursive(
    tree,
    { n: 0 },
    make({
      Function: (node, state, walk) => walk(node.body, { n: state.n + 1 }),
      Identifier: (node, { n }) => depth.push(n),
    }),
  );
  return [names, kinds, depth, findNodeAt(tree, null, null, 'ReturnStatement').node.start];
};
