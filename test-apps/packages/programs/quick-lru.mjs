// quick-lru: the two halves of a cache.
import QuickLRU from 'quick-lru';

export default () => {
  const gone = [];
  const cache = new QuickLRU({ maxSize: 2, onEviction: (key, value) => gone.push([key, value]) });
  for (const key of ['a', 'b', 'c', 'd', 'e']) cache.set(key, key.codePointAt(0));
  return [[...cache], gone, cache.size, [...cache.entriesDescending()], cache.get('a'), cache.has('e')];
};
