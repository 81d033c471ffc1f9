// escodegen: code from a tree.
import { parse } from 'acorn';
import escodegen from 'escodegen';

export default () => {
  const tree = parse(
    'label: for (var a in b) { if (c) { d = e ? `x${f}` : [, 1, ...g]; } else throw new H(i)(j) } class K extends L { static async *m({ n = 1 }) { yield* o } }',
    { ecmaVersion: 2020 },
  );
  return [escodegen.generate(tree), escodegen.generate(tree, { format: escodegen.FORMAT_MINIFY })];
};
