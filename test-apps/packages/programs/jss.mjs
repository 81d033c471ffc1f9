// jss: plugins and dynamic values.
import * as jssModule from 'jss';
import functions from 'jss-plugin-rule-value-function';
import nested from 'jss-plugin-nested';

const { create, SheetsRegistry } = jssModule;
const plugin = module => module.default ?? module;

export default () => {
  const jss = create({
    id: { minify: true },
    plugins: [plugin(functions)(), plugin(nested)()],
    createGenerateId: () => rule => `id-${rule.key}`,
  });
  const sheets = new SheetsRegistry();
  const sheet = jss.createStyleSheet({
    a: { color: ({ c }) => c, '&:hover': { top: 0 } },
    '@media (x)': { a: { left: 1 } },
    b: { fallbacks: { x: 1 }, x: 2 },
  });
  sheets.add(sheet);
  sheet.update({ c: 'red' });
  return [sheets.toString(), sheet.classes];
};
