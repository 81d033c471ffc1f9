// prosemirror-markdown: markdown, both ways.
import { defaultMarkdownParser, defaultMarkdownSerializer, schema } from 'prosemirror-markdown';

export default () => {
  const doc = defaultMarkdownParser.parse('# a *b*\n\n1. c\n2. **d** `e`\n\n> f [g](h "i")\n\n```\nj\n```');
  return [doc.toJSON(), defaultMarkdownSerializer.serialize(doc), Object.keys(schema.nodes)];
};
