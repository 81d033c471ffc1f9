// throttle-debounce: leading and trailing calls.
import { debounce, throttle } from 'throttle-debounce';

export default async () => {
  const calls = [];
  const [slow, late] = [throttle(20, n => calls.push(['throttle', n])), debounce(10, n => calls.push(['debounce', n]))];
  for (const n of [1, 2, 3]) [slow, late].forEach(call => call(n));
  await new Promise(resolve => setTimeout(resolve, 80));
  return calls.sort();
};
