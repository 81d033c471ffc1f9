// lodash.debounce: one call of three.
import debounce from 'lodash.debounce';

export default async () => {
  const calls = [];
  const later = debounce(value => calls.push(value), 10, { leading: true });
  for (const value of [1, 2, 3]) later(value);
  await new Promise(resolve => setTimeout(resolve, 40));
  return calls;
};
