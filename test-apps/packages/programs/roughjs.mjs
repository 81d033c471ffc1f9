// roughjs: drawings by hand with a seed.
import * as module from 'roughjs';

const rough = module.default.generator ? module.default : module.default.default;

export default () => {
  const generator = rough.generator({ options: { seed: 5 } });
  return [
    generator.toPaths(generator.rectangle(1, 2, 30, 40, { fill: 'red', fillStyle: 'zigzag' })).map(({ d }) => d.length),
    generator.toPaths(generator.circle(5, 5, 9)).map(({ d }) => d),
    generator.path('M0 0 C 1 2 3 4 5 6 Z', { roughness: 2 }).sets.length,
  ];
};
