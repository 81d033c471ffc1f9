// dequal: compares maps, sets and views.
import { dequal } from 'dequal';
import { dequal as lite } from 'dequal/lite';

export default () => [
  dequal(new Map([[{ a: 1 }, 2]]), new Map([[{ a: 1 }, 2]])),
  dequal(new DataView(new ArrayBuffer(2)), new DataView(new ArrayBuffer(2))),
  lite({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }),
];
