// js-cookie: cookies with a converter.
import Cookies from 'js-cookie';

export default () => {
  Cookies.set('a b', 'c;d ü', { sameSite: 'strict' });
  const own = Cookies.withConverter({ read: value => value.toUpperCase() });
  return [document.cookie, Cookies.get('a b'), own.get('a b'), Cookies.remove('a b'), Cookies.get()];
};
