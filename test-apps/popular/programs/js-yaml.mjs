// js-yaml: reads anchors and dates, writes nested lists.
import { dump, load } from 'js-yaml';

export default () => [
  load('a: &x [1, 2.5, ~]\nb: *x\nc: !!str 3\nd: |\n  t\n  u\ne: 2020-01-01'),
  dump({ a: [1, { b: 'x: y' }], z: null }),
];
