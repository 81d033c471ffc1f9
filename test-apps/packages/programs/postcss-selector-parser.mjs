// postcss-selector-parser: selectors as trees.
import parser from 'postcss-selector-parser';

export default () => {
  const seen = [];
  const transform = parser(root => root.walk(node => void seen.push([node.type, node.toString()])));
  const text = parser(root => root.walkClasses(node => void (node.value = `x-${node.value}`))).processSync(
    'a.b > c:not(.d, #e)::before, [f="g" i] ~ h',
  );
  transform.processSync('.\\31 a|b *');
  return [text, seen];
};
