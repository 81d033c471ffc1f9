// joi: rules, references and all errors.
import Joi from 'joi';

export default () => {
  const schema = Joi.object({
    a: Joi.string().alphanum().min(3).required(),
    b: Joi.number().greater(Joi.ref('c')),
    c: Joi.number().default(5),
  }).with('a', 'b');
  const { error } = schema.validate({ a: '!', b: 1, d: 1 }, { abortEarly: false });
  return [
    schema.validate({ a: 'abc', b: '7' }).value,
    error.details.map(({ message, type }) => [message, type]),
    Joi.date().iso().validate('2024-01-01').value,
  ];
};
