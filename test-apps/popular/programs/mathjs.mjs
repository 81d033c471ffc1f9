// mathjs: evaluates, derives and simplifies.
import { create, addDependencies, derivative, evaluate, simplify, unit } from 'mathjs';

export default () => [
  evaluate('sqrt(-4) + det([1, 2; 3, 4])').toString(),
  derivative('x^2 + sin(x)', 'x').toString(),
  simplify('2x + 3x').toString(),
  unit('5 cm').to('inch').toString(),
  create(addDependencies).add(1, 2),
];
