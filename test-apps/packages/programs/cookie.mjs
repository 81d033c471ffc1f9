// cookie: parses and serializes.
import * as cookie from 'cookie';

export default () =>
  Object.keys(cookie)
    .sort()
    .concat(
      JSON.stringify([
        (cookie.parseCookie ?? cookie.parse)('a=1; b=%20x; c="q"'),
        typeof (cookie.stringifySetCookie ?? cookie.serialize),
      ]),
    );
