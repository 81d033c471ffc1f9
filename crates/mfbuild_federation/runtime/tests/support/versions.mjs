// Versions and ranges for the comparison with the published runtime: a grid and reproducible random pairs.

export const versions = [
  "0",
  "1",
  "1.2",
  "0.0.0",
  "0.0.3",
  "0.1.2",
  "1.0.0",
  "1.2.3",
  "1.2.3-alpha",
  "1.2.3-beta.2",
  "1.10.0",
  "2.0.0-beta.1",
  "2.0.0",
  "2.3.4+build.5",
  "17.0.2",
  "18.2.0",
  "18.3.0-next.1",
  "18.3.1",
  "19.0.0-rc.1",
  "v1.2.3",
  "",
];

export const ranges = [
  "",
  "*",
  "x",
  "X",
  "1",
  "1.2",
  "1.x",
  "1.2.x",
  "1.x.3",
  "1.2.3",
  "=1.2.3",
  "v1.2.3",
  "^1",
  "^1.2",
  "^1.2.3",
  "^0.1.2",
  "^0.0.3",
  "^0.0",
  "^0",
  "^2.0.0-beta",
  "^2.0.0-beta.1",
  "~1",
  "~1.2",
  "~1.2.3",
  "~>1.2",
  "~1.2.3-beta.2",
  ">=1",
  ">1",
  "<2",
  "<=1",
  "<=1.2",
  ">1.2",
  ">=1.2.3",
  ">=0.0.0",
  ">=0",
  ">0.0.0",
  "<*",
  ">*",
  ">=*",
  ">=1.2 <3",
  ">= 1.2 < 3",
  ">=1.0.0 <2.0.0 || >=18",
  "1.0.0 - 2.0.0",
  "1 - 2",
  "1.2 - 18",
  "1.x - *",
  "1.2.3-alpha - 2.0.0-rc",
  "^17 || ^18",
  "^16.8.0 || ^17.0.0 || ^18.0.0",
  "workspace:*",
  "latest",
  "npm:react@18",
  "!=1",
  "^18.3.0-0",
  "~ 1.2",
  "^ 1.2.3",
  ">=18.0.0-0 <19",
  "1.2.3 || ",
  "||",
  "^1.2.3+build",
  "file:../x",
  "<1.2.3-beta.10",
  ">=0.0.0 <2",
];

/** The same numbers in every run. */
export function randomNumbers(seed) {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

/** Versions and ranges made of pieces that often mean something, and of some that do not. */
export function generator(seed) {
  const random = randomNumbers(seed);
  const pick = (items) => items[Math.floor(random() * items.length)];
  const some = (probability, make) => (random() < probability ? make() : "");
  const number = () => pick(["0", "0", "1", "2", "3", "9", "10", "18", "01"]);
  const part = () => (random() < 0.15 ? pick(["x", "X", "*"]) : number());
  const label = () =>
    pick(["0", "1", "10", "alpha", "beta", "rc", "next-1", "1e3", "1000", "-5", "01", "0x10", "16", "a"]);
  const labels = () => "-" + label() + some(0.5, () => "." + label()) + some(0.2, () => "." + label());
  const tail = () => some(0.25, labels) + some(0.08, () => "+b." + label());
  const partial = () =>
    pick(["", "", "", "", "v", "=", "v="]) +
    part() +
    some(0.85, () => "." + part() + some(0.85, () => "." + part() + tail()));
  const space = () => some(0.12, () => pick([" ", "  ", "\u00a0"]));
  const operator = () => pick(["", "", "^", "^", "~", "~>", ">=", ">", "<", "<=", "=", ">==", "^>", "!="]);
  const comparator = () =>
    random() < 0.03
      ? pick(["latest", "-", "**", "1.2.3*", "^", ">=", "next >", "=*1.2.3", ">=0.0.0"])
      : operator() + space() + partial();
  const simple = () =>
    comparator() + some(0.35, () => pick([" ", "  "]) + comparator()) + some(0.1, () => " " + comparator());
  const alternative = () =>
    random() < 0.15
      ? space() + partial() + pick([" - ", "  -  ", " -", " - v "]) + partial() + space()
      : space() + simple() + space();
  return {
    version: () =>
      random() < 0.9
        ? some(0.03, () => pick(["v", "=", ">=", " "])) + number() + "." + number() + "." + number() + tail()
        : pick(["", "1", "1.2", "latest", "1.2.x", "1.2.3.4", "-1", " 1.2.3", "1.2.3 "]),
    range: () => alternative() + some(0.25, () => "||" + alternative()),
  };
}
