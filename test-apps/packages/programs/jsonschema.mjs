// jsonschema: references and errors.
import { Validator } from 'jsonschema';

export default () => {
  const validator = new Validator();
  validator.addSchema({ id: '/Address', type: 'object', properties: { zip: { type: 'integer' } } }, '/Address');
  const result = validator.validate(
    { name: 1, addresses: [{ zip: 'x' }] },
    {
      type: 'object',
      required: ['id'],
      properties: { name: { type: 'string' }, addresses: { items: { $ref: '/Address' } } },
    },
  );
  return [result.valid, result.errors.map(String)];
};
