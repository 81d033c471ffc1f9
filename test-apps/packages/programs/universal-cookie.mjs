// universal-cookie: cookies of a request.
import Cookies from 'universal-cookie';

export default () => {
  const cookies = new Cookies('a=1; b={"c":2}');
  const seen = [];
  cookies.addChangeListener(({ name, value }) => seen.push([name, value]));
  cookies.set('d', { e: 3 }, { path: '/' });
  return [cookies.getAll(), cookies.get('b'), seen];
};
