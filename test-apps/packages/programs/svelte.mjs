// svelte: stores, reactive collections and motion.
import { derived, get, readable, readonly, writable } from 'svelte/store';
import { SvelteMap } from 'svelte/reactivity';
import { cubicInOut, elasticOut } from 'svelte/easing';

export default () => {
  const count = writable(1);
  const double = derived([count, readable(10)], ([a, b]) => a * 2 + b);
  const seen = [];
  const stop = double.subscribe(value => seen.push(value));
  count.set(4);
  count.update(n => n + 1);
  stop();
  return [seen, get(readonly(count)), [...new SvelteMap([[1, 2]])], cubicInOut(0.3), elasticOut(0.7)];
};
