// history: a memory history.
import { createMemoryHistory, createPath, parsePath } from 'history';

export default () => {
  const history = createMemoryHistory({ initialEntries: ['/a?x=1#h'] });
  const seen = [];
  history.listen(({ action, location }) => seen.push([action, location.pathname]));
  history.push('/b');
  history.go(-1);
  history.replace({ search: '?y=2' }, { s: 1 });
  return [seen, createPath(history.location), parsePath('/p?q#r'), history.index];
};
