// setimmediate: calls after this one.
import 'setimmediate';

export default async () => {
  const seen = [];
  const cancelled = setImmediate(() => seen.push('never'));
  setImmediate((a, b) => seen.push(a + b), 1, 2);
  clearImmediate(cancelled);
  await new Promise(resolve => setTimeout(resolve, 20));
  return seen;
};
