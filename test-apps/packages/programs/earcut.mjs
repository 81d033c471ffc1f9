// earcut: triangles of a polygon.
import * as module from 'earcut';

const earcut = module.default;

export default () => [
  earcut([0, 0, 100, 0, 100, 100, 0, 100, 20, 20, 80, 20, 80, 80, 20, 80], [4]),
  earcut([10, 0, 1, 0, 50, 2, 60, 60, 3, 70, 10, 4], null, 3),
  Object.keys(module).sort(),
];
