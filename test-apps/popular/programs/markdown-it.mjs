// markdown-it: a page with links, lists and typography.
import MarkdownIt from 'markdown-it';

export default () =>
  new MarkdownIt({ html: true, linkify: true, typographer: true }).render(
    '# "h" http://a.example\n\n1. x\n\n&copy; ---',
  );
