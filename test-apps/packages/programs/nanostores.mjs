// nanostores: maps, computed stores and tasks.
import { atom, computed, keepMount, listenKeys, map, onMount } from 'nanostores';

export default () => {
  const $count = atom(1);
  const $user = map({ name: 'a', age: 1 });
  const $double = computed($count, n => n * 2);
  const seen = [];
  onMount($count, () => seen.push('mounted'));
  keepMount($double);
  $double.subscribe(value => seen.push(value));
  listenKeys($user, ['name'], value => seen.push(value.name));
  $count.set(4);
  $user.setKey('age', 2);
  $user.setKey('name', 'b');
  return seen;
};
