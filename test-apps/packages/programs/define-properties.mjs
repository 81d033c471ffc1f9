// define-properties: properties that are not listed.
import define from 'define-properties';

export default () => {
  const object = { a: 1 };
  define(object, { a: 2, b: 3, c: 4 }, { a: () => false, b: () => true });
  return [object, object.a, object.b, Object.keys(object), define.supportsDescriptors];
};
