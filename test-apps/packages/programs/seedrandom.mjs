// seedrandom: generators with seeds.
import * as random from 'seedrandom';

const seedrandom = random.default ?? random;

export default () => {
  const [one, two] = [seedrandom('hello.'), seedrandom('x', { state: true })];
  const state = two.state();
  return [one(), one.int32(), one.quick(), two(), seedrandom('', { state })(), seedrandom.alea?.('a')()];
};
