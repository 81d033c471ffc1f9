// object-path: paths that are made, pushed and joined.
import objectPath from 'object-path';

export default () => {
  const object = {};
  objectPath.set(object, 'a.0.b', 1);
  objectPath.push(object, 'a', 2);
  objectPath.insert(object, 'c', 'x', 1);
  return [
    object,
    objectPath.get(object, ['a', 0, 'b']),
    objectPath.coalesce(object, ['z', 'a.1']),
    objectPath.has(object, 'c.0'),
  ];
};
