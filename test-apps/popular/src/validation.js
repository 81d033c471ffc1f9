// Is this what it should be?
import { Ajv } from 'ajv';
import PropTypes from 'prop-types';
import { coerce, inc, maxSatisfying, satisfies } from 'semver';
import validator from 'validator';
import isEmail from 'validator/lib/isEmail.js';
import { array, number, object, string } from 'yup';
import { z } from 'zod';

const User = z.object({
  name: z.string().min(2),
  age: z.coerce.number().int().optional(),
  role: z.union([z.literal('admin'), z.enum(['user', 'guest'])]),
});
const Order = object({
  email: string().required().email(),
  count: number().min(3).default(4),
  tags: array(string()).max(1),
});

export default async function run() {
  const validate = new Ajv({ allErrors: true }).compile({
    type: 'object',
    properties: { a: { type: 'integer', minimum: 2 }, b: { type: 'string', pattern: '^x+$' } },
    required: ['b'],
  });
  validate({ a: 1 });
  return {
    zod: [User.parse({ name: 'Ada', age: '3', role: 'user' }), User.safeParse({ name: 'x', role: 2 }).error.issues],
    yup: [
      await Order.validate({ email: 'a@b.example' }),
      await Order.validate({ email: 'x', count: 1, tags: ['a', 'b'] }, { abortEarly: false }).catch(
        error => error.errors,
      ),
    ],
    ajv: [validate.errors, validate({ a: 3, b: 'xx' })],
    validator: [
      validator.isIBAN('DE89370400440532013000'),
      isEmail('someone@mail.example'),
      validator.escape('<a href="x">'),
    ],
    propTypes: [typeof PropTypes.string.isRequired, Object.keys(PropTypes).length],
    semver: [
      satisfies('1.2.3', '^1.0.0 || >=3'),
      inc('1.2.3-a.1', 'prerelease'),
      maxSatisfying(['1.0.0', '1.9.0', '2.0.0'], '~1'),
      coerce('v2').version,
    ],
  };
}
