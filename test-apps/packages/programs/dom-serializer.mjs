// dom-serializer: html and xml.
import render from 'dom-serializer';
import { parseDocument } from 'htmlparser2';

export default () => {
  const tree = parseDocument('<p a="&quot;" checked>ü &amp; <br><script>1<2</script><svg><g xlink:href=1></svg></p>');
  return [
    render(tree),
    render(tree, { xmlMode: true }),
    render(tree, { encodeEntities: 'utf8', emptyAttrs: true, selfClosingTags: true }),
  ];
};
