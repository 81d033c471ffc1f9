// yallist: a list of two ways.
import { Yallist } from 'yallist';

export default () => {
  const list = Yallist.create([1, 2, 3]);
  list.push(4);
  list.unshift(0);
  list.removeNode(list.head.next);
  return [
    list.toArray(),
    list.map(n => n * 2).toArrayReverse(),
    list.reduce((sum, n) => sum + n),
    list.slice(1, 3).toArray(),
    [...list.reverse()],
    list.splice(1, 2),
    list.length,
  ];
};
