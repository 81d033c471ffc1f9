// postcss-value-parser: values as trees.
import parser from 'postcss-value-parser';

export default () => {
  const parsed = parser('url( "a b" ) calc(1px + (2em * 3)), #fff / 50% U+26');
  parsed.walk(node => void (node.type === 'word' && (node.value = node.value.toUpperCase())));
  return [parsed.toString(), parsed.nodes.map(({ type }) => type), parser.unit('-1.5e3px')];
};
