// tough-cookie: a jar with rules of domains.
import { Cookie, CookieJar } from 'tough-cookie';

export default async () => {
  const jar = new CookieJar();
  await jar.setCookie('a=1; Path=/; Secure; SameSite=Lax', 'https://www.x.example/');
  await jar.setCookie('b=2; Domain=x.example', 'https://www.x.example/');
  const refused = await jar.setCookie('c=3; Domain=co.uk', 'https://a.co.uk/').catch(error => error.message);
  return [
    await jar.getCookieString('https://www.x.example/'),
    await jar.getCookieString('http://x.example/'),
    refused,
    Cookie.parse('x=y; Max-Age=5').toString(),
  ];
};
