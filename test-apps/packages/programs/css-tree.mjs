// css-tree: parses, walks, checks and compresses.
import * as csstree from 'css-tree';

export default () => {
  const ast = csstree.parse(
    '.a:is(b, c) { color: RED; width: calc(1px + 2%); } @media (min-width: 1px) { x { top: 0 } }',
    { positions: true },
  );
  const names = [];
  csstree.walk(ast, { visit: 'ClassSelector', enter: node => names.push(node.name) });
  return [
    csstree.generate(ast),
    names,
    csstree.lexer.matchProperty('color', csstree.parse('rgb(1 2 3)', { context: 'value' })).error,
    csstree.lexer.matchProperty('color', 'nope').error?.message,
    csstree.find(ast, node => node.type === 'Percentage').value,
  ];
};
