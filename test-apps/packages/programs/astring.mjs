// astring: code from a tree.
import { parse } from 'acorn';
import { GENERATOR, generate } from 'astring';

export default () => {
  const tree = parse(
    'async function* f(a, { b = 1, ...c }) { for await (const d of e) yield (a, b) ?? (c || d) } x = class { static #y = `z${1}` }',
    { ecmaVersion: 2022 },
  );
  return [
    generate(tree),
    generate(tree, {
      indent: '\t',
      generator: {
        ...GENERATOR,
        Literal(node, state) {
          state.write(`<${node.raw}>`);
        },
      },
    }),
  ];
};
