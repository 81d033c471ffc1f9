// sax: events of a strict reader.
import sax from 'sax';

export default () => {
  const parser = sax.parser(true, { xmlns: true, trim: true });
  const seen = [];
  for (const name of ['opentag', 'closetag', 'text', 'comment', 'cdata', 'processinginstruction', 'doctype'])
    parser[`on${name}`] = value => seen.push([name, value?.name ?? value]);
  parser.onerror = error => {
    seen.push(error.message);
    parser.resume();
  };
  parser.write('<?p i?><!DOCTYPE x><a xmlns:n="u"><n:b c="&quot;"/> t &amp; <!-- d --><![CDATA[e]]></a><f>').close();
  return seen;
};
