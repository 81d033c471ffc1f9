// mdast-util-from-markdown: positions of nodes.
import { fromMarkdown } from 'mdast-util-from-markdown';

export default () => fromMarkdown('*a*\n\n- b\n\n  c\n- d\n\n[e]: f "g"');
