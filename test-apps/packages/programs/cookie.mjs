// cookie: parses and writes headers.
import { parseCookie, parseSetCookie, stringifyCookie, stringifySetCookie } from 'cookie';

export default () => [
  parseCookie('a=1; b=%20x; c="q"; a=2'),
  stringifyCookie({ a: 'x y', b: '1' }),
  stringifySetCookie('s', 'ü', { httpOnly: true, maxAge: 60, path: '/', sameSite: 'lax', expires: new Date(0) }),
  parseSetCookie('s=1; Max-Age=5; Secure; Domain=x.example'),
];
