// @hookform/resolvers: errors of two libraries for forms.
import { yupResolver } from '@hookform/resolvers/yup';
import { zodResolver } from '@hookform/resolvers/zod';
import * as yup from 'yup';
import { z } from 'zod';

const options = { fields: {}, shouldUseNativeValidation: false };

export default async () => [
  await zodResolver(z.object({ a: z.object({ b: z.string() }) }))({ a: { b: 1 } }, undefined, options),
  await yupResolver(yup.object({ a: yup.string().min(3) }))({ a: 'x' }, undefined, options),
];
