// @tiptap/core: an editor without a view.
import { Editor, Extension, Mark, Node, generateHTML, generateJSON, mergeAttributes } from '@tiptap/core';

const kinds = [
  Node.create({ name: 'doc', topNode: true, content: 'block+' }),
  Node.create({ name: 'text', group: 'inline' }),
  Node.create({
    name: 'paragraph',
    group: 'block',
    content: 'inline*',
    parseHTML: () => [{ tag: 'p' }],
    renderHTML: ({ HTMLAttributes }) => ['p', mergeAttributes(HTMLAttributes, { class: 'x' }), 0],
  }),
  Mark.create({ name: 'bold', parseHTML: () => [{ tag: 'b' }], renderHTML: () => ['b', 0] }),
];

export default () => {
  const own = Extension.create({
    name: 'own',
    addCommands: () => ({
      shout:
        () =>
        ({ commands }) =>
          commands.insertContent('!'),
    }),
  });
  const editor = new Editor({
    element: document.createElement('div'),
    extensions: [...kinds, own],
    content: '<p>a <b>b</b></p>',
  });
  editor.chain().selectAll().setMark('bold').run();
  editor.commands.shout();
  return [
    editor.getJSON(),
    editor.getHTML(),
    editor.isActive('bold'),
    generateHTML(generateJSON('<p>x<b>y</b></p>', kinds), kinds),
  ];
};
