// dot-prop: reads, sets, deletes and unflattens.
import { deepKeys, deleteProperty, getProperty, hasProperty, setProperty } from 'dot-prop';

export default () => {
  const object = setProperty({ a: { b: [1, 2] } }, 'c.d[1]', 'x');
  return [
    getProperty(object, 'a.b[1]'),
    hasProperty(object, 'c.e'),
    deleteProperty(object, 'a.b'),
    deepKeys(object),
    object,
  ];
};
