// slate: edits of a document.
import { Editor, Node, Path, Text, Transforms, createEditor } from 'slate';

export default () => {
  const editor = createEditor();
  editor.children = [{ type: 'p', children: [{ text: 'one two' }] }];
  const kinds = [];
  const { apply } = editor;
  editor.apply = operation => (kinds.push(operation.type), apply(operation));
  Transforms.select(editor, { anchor: { path: [0, 0], offset: 0 }, focus: { path: [0, 0], offset: 3 } });
  Transforms.setNodes(editor, { bold: true }, { match: Text.isText, split: true });
  Transforms.insertText(editor, 'X', { at: { path: [0, 1], offset: 1 } });
  Transforms.splitNodes(editor, { at: { path: [0, 1], offset: 2 } });
  return [editor.children, kinds, Editor.string(editor, []), Node.string(editor), Path.compare([0, 1], [0, 2])];
};
