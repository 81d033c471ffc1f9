// postcss: a plugin, and a tree that is written.
import postcss from 'postcss';

export default () => {
  const plugin = {
    postcssPlugin: 'p',
    Declaration: decl => void (decl.value = decl.value.replace('red', 'blue')),
    AtRule: { media: rule => void (rule.params = '(x) and (y)') },
  };
  const result = postcss([plugin]).process('a { color: red; /* c */ } @media (x) { b > c { top: 0 !important } }', {
    from: 'in.css',
  });
  const root = postcss.parse('a{}');
  root.first.append({ prop: 'z', value: '1' });
  return [result.css, result.warnings().length, root.toString(), postcss.list.comma('a, b(c, d)')];
};
