// ajv-formats: formats, also in fast mode.
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

export default () => {
  const ajv = new Ajv({ allErrors: true });
  (addFormats.default ?? addFormats)(ajv, { mode: 'fast', keywords: true });
  const validate = ajv.compile({
    properties: {
      mail: { format: 'email' },
      when: { type: 'string', format: 'date', formatMinimum: '2024-01-01' },
      id: { format: 'uuid' },
    },
  });
  return [
    validate({ mail: 'x', when: '2023-05-05', id: 'a' }),
    validate.errors.map(({ message, params }) => [message, params]),
  ];
};
