// Numbers that look random and are the same in every run: the app must not differ between machines.

/** A linear congruential generator, modulo 2^32. */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    /** An integer from `low` to `high`, both included. */
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: list => list[Math.floor(next() * list.length)],
    /** `count` different elements, in the order of the list. */
    some: (list, count) => {
      const left = list.map((_, index) => index);
      while (left.length > count) left.splice(Math.floor(next() * left.length), 1);
      return left.map(index => list[index]);
    },
    chance: probability => next() < probability,
  };
}
