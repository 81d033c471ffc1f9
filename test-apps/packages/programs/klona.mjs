// klona: all three depths.
import { klona } from 'klona';
import { klona as full } from 'klona/full';
import { klona as json } from 'klona/json';

export default () => {
  const hidden = Object.defineProperty({ a: 1 }, 'b', { value: 2 });
  return [klona({ d: new Date(1), m: new Map([[1, [2]]]) }), full(hidden).b, json({ a: [{ b: 1 }] })];
};
