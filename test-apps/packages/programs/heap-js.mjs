// heap-js: heaps with an order of their own.
import { Heap, HeapAsync } from 'heap-js';

export default async () => {
  const heap = new Heap((a, b) => b.n - a.n);
  heap.init([{ n: 3 }, { n: 9 }, { n: 5 }]);
  heap.push({ n: 7 });
  const later = new HeapAsync(async (a, b) => a - b);
  await later.addAll([3, 1, 2]);
  return [heap.pop().n, heap.top(2), Heap.nsmallest(2, [5, 1, 4]), heap.length, await later.pop()];
};
