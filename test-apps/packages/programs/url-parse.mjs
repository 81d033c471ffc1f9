// url-parse: relative addresses and parts.
import Url from 'url-parse';

export default () => {
  const url = new Url('../b?x=1#h', 'https://user:pw@x.example:8080/a/c/d', true);
  url.set('port', 443);
  return [url.href, url.query, url.pathname, url.auth, Url.qs.stringify({ a: 'b c' })];
};
