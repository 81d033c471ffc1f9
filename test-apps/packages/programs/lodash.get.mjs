// lodash.get: values by path.
import get from 'lodash.get';

export default () => [get({ a: [{ 'b.c': { d: 1 } }] }, 'a[0]["b.c"].d'), get(null, 'a.b', 'none'), get([[1]], [0, 0])];
