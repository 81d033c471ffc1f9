// magic-string: edits with a map.
import MagicString, { Bundle } from 'magic-string';

export default () => {
  const text = new MagicString('const answer = 42; // end\nfoo()', { filename: 'a.js' });
  text.overwrite(6, 12, 'question').prepend('/* head */\n').move(19, 25, 0).remove(26, 29).indent();
  const bundle = new Bundle();
  bundle.addSource({ filename: 'a.js', content: text });
  bundle.addSource({ filename: 'b.js', content: new MagicString('bar()') });
  return [
    text.toString(),
    text.generateMap({ hires: 'boundary', includeContent: true }).mappings,
    bundle.toString(),
    text.snip(0, 5).toString(),
    text.hasChanged(),
  ];
};
