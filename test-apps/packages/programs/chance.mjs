// chance: people and places with a seed.
import * as module from 'chance';

const Chance = module.Chance ?? module.default;

export default () => {
  const chance = new Chance(42);
  return [
    chance.name(),
    chance.integer({ min: 1, max: 9 }),
    chance.address(),
    chance.color({ format: 'hex' }),
    chance.sentence({ words: 4 }),
    chance.pickset(['a', 'b', 'c'], 2),
    chance.guid(),
    chance.normal(),
    chance.phone(),
    chance.unique(chance.state, 2),
  ];
};
