// remark-parse: a tree of markdown.
import remarkParse from 'remark-parse';
import { unified } from 'unified';

export default () =>
  unified().use(remarkParse).parse('# A *b* `c`\n\n1. x\n   - y\n\n<div>html</div>\n\n---\n\nhard  \nbreak &copy; \\*');
