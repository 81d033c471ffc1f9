// arktype: types as text.
import { type } from 'arktype';

export default () => {
  const User = type({
    name: 'string > 1',
    'age?': '0 <= number.integer < 150',
    tags: "('a' | 'b')[]",
    device: { platform: "'android' | 'ios'" },
  });
  const problems = User({ name: '', age: 200, tags: ['c'], device: {} });
  return [
    User({ name: 'ab', tags: ['a'], device: { platform: 'ios' } }),
    problems.summary,
    User.expression,
    type('string.numeric.parse')('42'),
  ];
};
