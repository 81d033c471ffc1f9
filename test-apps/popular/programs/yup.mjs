// yup: a schema with defaults, and all errors.
import { array, number, object, string } from 'yup';

export default async () => {
  const schema = object({
    email: string().required().email(),
    count: number().min(3).default(4),
    tags: array(string()).max(1),
  });
  const failed = schema.validate({ email: 'x', count: 1, tags: ['a', 'b'] }, { abortEarly: false });
  return [await schema.validate({ email: 'a@b.example' }), await failed.catch(error => error.errors)];
};
