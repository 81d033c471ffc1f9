// @codemirror/state: edits a document and parses it.
import { javascript } from '@codemirror/lang-javascript';
import { EditorState, StateField } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';

export default () => {
  const changes = StateField.define({ create: () => 0, update: (n, { docChanged }) => n + (docChanged ? 1 : 0) });
  const language = javascript({ jsx: true });
  const extensions = [language, changes, keymap.of([]), EditorView.lineWrapping];
  const state = EditorState.create({ doc: 'const a = <b>x</b>;', extensions });
  const next = state.update({ changes: { from: 0, insert: '// c\n' } }).state;
  return [next.doc.toString(), next.field(changes), language.language.parser.parse(next.sliceDoc()).toString()];
};
