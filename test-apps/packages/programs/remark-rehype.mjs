// remark-rehype: markdown as a tree of html.
import remarkParse from 'remark-parse';
import remarkRehype, { defaultHandlers } from 'remark-rehype';
import { unified } from 'unified';

export default async () => {
  const processor = unified()
    .use(remarkParse)
    .use(remarkRehype, {
      allowDangerousHtml: true,
      handlers: {
        emphasis: (state, node) => ({ type: 'element', tagName: 'u', properties: {}, children: state.all(node) }),
      },
    });
  return [await processor.run(processor.parse('a *b* <i>c</i>\n\n![d](e)')), Object.keys(defaultHandlers).length];
};
