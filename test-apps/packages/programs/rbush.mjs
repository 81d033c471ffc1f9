// rbush: boxes that are found.
import RBush from 'rbush';

export default () => {
  const tree = new RBush(4);
  tree.load(
    Array.from({ length: 20 }, (_, n) => ({ minX: n, minY: (n * 7) % 20, maxX: n + 2, maxY: ((n * 7) % 20) + 1, n })),
  );
  tree.insert({ minX: 5, minY: 5, maxX: 6, maxY: 6, n: 'x' });
  return [
    tree
      .search({ minX: 4, minY: 0, maxX: 7, maxY: 9 })
      .map(({ n }) => n)
      .sort(),
    tree.collides({ minX: 90, minY: 90, maxX: 91, maxY: 91 }),
    tree.toJSON().height,
  ];
};
