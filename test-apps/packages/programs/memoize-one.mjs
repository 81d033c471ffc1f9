// memoize-one: the last arguments only.
import memoizeOne from 'memoize-one';

export default () => {
  let calls = 0;
  const add = memoizeOne((a, b) => [a + b, ++calls]);
  return [
    add(1, 2),
    add(1, 2) === add(1, 2),
    add(2, 2),
    add(1, 2),
    memoizeOne(
      x => x,
      (a, b) => a[0].id === b[0].id,
    )({ id: 1 }),
  ];
};
