// unified: a processor of its own.
import { unified } from 'unified';
import { VFile } from 'vfile';

export default async () => {
  function words() {
    this.parser = text => ({
      type: 'root',
      children: String(text)
        .split(' ')
        .map(value => ({ type: 'text', value })),
    });
    this.compiler = tree => tree.children.map(({ value }) => value).join('-');
  }
  const upper =
    ({ except }) =>
    (tree, file) => {
      for (const node of tree.children) if (node.value !== except) node.value = node.value.toUpperCase();
      file.message('seen', { place: { line: 1, column: 2 } });
    };
  const processor = unified().use(words).use(upper, { except: 'b' }).data('key', 1).freeze();
  const file = await processor.process(new VFile({ path: 'dir/x.txt', value: 'a b c' }));
  return [String(file), file.messages.map(String), file.stem, processor.data('key')];
};
