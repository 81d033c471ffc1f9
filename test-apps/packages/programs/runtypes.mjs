// runtypes: checks with brands and unions.
import { Array, Literal, Number, Object, String, Union } from 'runtypes';

export default () => {
  const Shape = Union(
    Object({ kind: Literal('circle'), r: Number.withConstraint(n => n > 0 || 'too small') }),
    Object({ kind: Literal('list'), items: Array(String) }),
  );
  const { success, message, details } = Shape.inspect({ kind: 'circle', r: -1 });
  return [Shape.guard({ kind: 'list', items: ['a'] }), success, message, details];
};
