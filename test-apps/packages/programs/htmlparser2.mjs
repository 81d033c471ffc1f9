// htmlparser2: events, documents and feeds.
import { Parser, parseDocument, parseFeed } from 'htmlparser2';
import render from 'dom-serializer';

export default () => {
  const seen = [];
  const parser = new Parser(
    {
      onopentag: (name, attributes) => seen.push([name, attributes]),
      ontext: text => seen.push(text),
      onclosetag: name => seen.push(`/${name}`),
      oncomment: text => seen.push(`!${text}`),
    },
    { decodeEntities: true },
  );
  parser.write('<a href=x>&lt;<!-- c --><br><script>1<2</scr');
  parser.end('ipt><p>unclosed');
  return [
    seen,
    render(parseDocument('<A b=1><![CDATA[x]]></A>', { xmlMode: true }), { xmlMode: true }),
    parseFeed('<rss><channel><title>t</title><item><title>i</title></item></channel></rss>'),
  ];
};
