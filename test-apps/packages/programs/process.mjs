// process: the shim for browsers.
import process from 'process/browser.js';

export default async () => {
  const seen = [];
  process.nextTick((a, b) => seen.push(a + b), 1, 2);
  process.nextTick(() => seen.push('second'));
  await new Promise(resolve => setTimeout(resolve, 20));
  return [seen, process.title, process.browser, process.cwd(), process.listeners('x'), process.umask()];
};
