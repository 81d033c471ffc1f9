// superstruct: coercion, refinement and failures.
import { array, coerce, create, defaulted, number, object, refine, size, string, validate } from 'superstruct';

export default () => {
  const Int = refine(number(), 'int', Number.isInteger);
  const Struct = object({
    name: size(string(), 1, 3),
    n: coerce(Int, string(), Number),
    list: defaulted(array(Int), () => [1]),
  });
  const [error] = validate({ name: 'long name', n: 1.5, list: ['x'] }, Struct);
  return [
    create({ name: 'ab', n: '4' }, Struct),
    error.failures().map(({ path, type, message }) => [path, type, message]),
  ];
};
