// yaml: a document that is changed and written.
import { parse, parseDocument, stringify } from 'yaml';

export default () => {
  const document = parseDocument('# c\na: 1 # t\nb:\n  - x\n');
  document.set('z', [1]);
  return [parse('a: {b: [1, "2"]}'), stringify({ a: { b: 'two\nlines' } }), document.toString()];
};
