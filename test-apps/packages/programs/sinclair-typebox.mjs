// @sinclair/typebox: schemas that are compiled and checked.
import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Value } from '@sinclair/typebox/value';

export default () => {
  const T = Type.Object({
    a: Type.String({ minLength: 2 }),
    b: Type.Optional(Type.Union([Type.Literal(1), Type.Literal('x')])),
    c: Type.Array(Type.Integer()),
  });
  const check = TypeCompiler.Compile(T);
  return [
    check.Check({ a: 'ab', c: [1] }),
    [...check.Errors({ a: 'a', b: 2, c: [1.5] })].map(({ path, message }) => [path, message]),
    Value.Create(T),
    Value.Convert(T, { a: 12, c: ['3'] }),
    check.Code().length,
  ];
};
