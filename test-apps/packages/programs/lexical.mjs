// lexical: an editor without a view.
import { $createParagraphNode, $createTextNode, $getRoot, $isTextNode, createEditor, DecoratorNode } from 'lexical';

export default async () => {
  const editor = createEditor({
    namespace: 'n',
    onError(error) {
      throw error;
    },
  });
  const seen = [];
  editor.registerTextContentListener(text => seen.push(text));
  await new Promise(resolve =>
    editor.update(
      () => {
        const text = $createTextNode('hello').setFormat('bold');
        $getRoot().append($createParagraphNode().append(text, $createTextNode(' world')));
        text.splitText(2);
      },
      { onUpdate: resolve, discrete: false },
    ),
  );
  const state = editor.getEditorState();
  return [
    JSON.stringify(state.toJSON()),
    state.read(() =>
      $getRoot()
        .getAllTextNodes()
        .map(node => [node.getTextContent(), $isTextNode(node)]),
    ),
    seen,
    typeof DecoratorNode,
  ];
};
