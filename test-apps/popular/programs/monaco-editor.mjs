// monaco-editor: models of text without a view: edits, searches, words.
import { Range, editor } from 'monaco-editor/editor/editor.api.js';

export default () => {
  const model = editor.createModel('first line\nsecond line', 'plaintext');
  model.applyEdits([{ range: new Range(2, 1, 2, 7), text: 'last' }]);
  const matches = model.findMatches('line', false, false, true, null, false);
  const found = [
    model.getValue(),
    model.getLineCount(),
    matches.map(({ range }) => range),
    model.getWordAtPosition({ lineNumber: 2, column: 2 }),
  ];
  model.dispose();
  return found;
};
