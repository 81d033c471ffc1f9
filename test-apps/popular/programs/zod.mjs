// zod: parses, coerces and lists issues.
import { z } from 'zod';

export default () => {
  const schema = z.object({
    name: z.string().min(2),
    age: z.coerce.number().optional(),
    role: z.union([z.literal('admin'), z.enum(['user', 'guest'])]),
  });
  return [schema.parse({ name: 'Ada', age: '3', role: 'user' }), schema.safeParse({ name: 'x', role: 2 }).error.issues];
};
