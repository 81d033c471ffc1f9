// lru-cache: what was used last.
import { LRUCache } from 'lru-cache';

export default async () => {
  const gone = [];
  const cache = new LRUCache({
    max: 2,
    dispose: (value, key, reason) => gone.push([key, value, reason]),
    fetchMethod: async key => key.repeat(2),
  });
  cache.set('a', 1).set('b', 2).get('a');
  cache.set('c', 3);
  const sized = new LRUCache({ maxSize: 10, sizeCalculation: text => text.length });
  sized.set(1, 'four').set(2, 'sevens!');
  return [
    [...cache.entries()],
    gone,
    await cache.fetch('d'),
    cache.dump().length,
    [...sized.keys()],
    cache.peek('z'),
    memo(cache),
  ];
};

const memo = cache => cache.has('a');
