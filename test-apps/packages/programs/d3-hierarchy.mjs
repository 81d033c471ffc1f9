// d3-hierarchy: trees, packs and treemaps.
import { cluster, hierarchy, pack, partition, stratify, tree, treemap, treemapBinary } from 'd3-hierarchy';

const data = {
  name: 'r',
  children: [
    { name: 'a', v: 3 },
    {
      name: 'b',
      children: [
        { name: 'c', v: 1 },
        { name: 'd', v: 2 },
      ],
    },
  ],
};
const made = () =>
  hierarchy(data)
    .sum(d => d.v)
    .sort((a, b) => b.value - a.value);
const numbers = (node, ...keys) => node.descendants().map(d => keys.map(key => d[key]));

export default () => [
  numbers(cluster()(made()), 'x', 'y'),
  numbers(pack().size([10, 10])(made()), 'x', 'y', 'r'),
  numbers(partition()(made()), 'x0', 'y1'),
  numbers(tree()(made()), 'x', 'y'),
  numbers(treemap().tile(treemapBinary).size([9, 9])(made()), 'x0', 'y0', 'x1', 'y1'),
  stratify()
    .path(d => d)(['/a', '/a/b', '/c'])
    .leaves()
    .map(d => d.id),
  made().path(made()).length,
];
