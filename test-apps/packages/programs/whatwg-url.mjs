// whatwg-url: the url standard.
import { URL, URLSearchParams, parseURL, serializeURL } from 'whatwg-url';

export default () => [
  new URL('../x y?a=ü#z', 'https://EXAMPLE.com:443/a/b/').href,
  new URL('http://faß.example/').hostname,
  String(
    new URLSearchParams([
      ['a', 'b c'],
      ['d', 'é'],
    ]),
  ),
  serializeURL(parseURL('file:///C|/x')),
  URL.canParse('nope'),
];
