// rehype-stringify: a tree as html.
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';

const element = (tagName, properties, ...children) => ({ type: 'element', tagName, properties, children });

export default () => {
  const tree = {
    type: 'root',
    children: [
      { type: 'doctype' },
      element('p', { className: ['a', 'b'], dataX: 1, hidden: true }, { type: 'text', value: '<&>' }),
      element('br', {}),
      { type: 'comment', value: 'c' },
    ],
  };
  return [
    unified().use(rehypeStringify).stringify(tree),
    unified()
      .use(rehypeStringify, { omitOptionalTags: true, preferUnquoted: true, upperDoctype: true })
      .stringify(tree),
  ];
};
