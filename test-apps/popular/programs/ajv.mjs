// ajv: compiles a schema and lists errors.
import { Ajv } from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';

export default () => {
  const validate = new Ajv({ allErrors: true }).compile({
    properties: { a: { type: 'integer', minimum: 2 }, b: { type: 'string', pattern: '^x+$' } },
    required: ['b'],
  });
  validate({ a: 1 });
  const tuple = new Ajv2020.default().compile({ prefixItems: [{ type: 'string' }] });
  return [validate.errors, tuple(['a']), tuple([1])];
};
