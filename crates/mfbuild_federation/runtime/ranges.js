// Versions and compiled ranges: a list of alternatives, each a list of comparators that must all hold.
// Same outcome as the federation runtime's `satisfy`, which differs from node-semver.

const identifier = "(?:0|[1-9]\\d*|\\d*[A-Za-z-][\\dA-Za-z-]*)";
const label = "[\\dA-Za-z-]+";
const number = "(0|[1-9]\\d*)";
const fullVersion = `${number}\\.${number}\\.${number}(?:-(${identifier}(?:\\.${identifier})*))?`;
const versionPattern = RegExp(`^([<>]?=?)\\s*v?(${fullVersion})(?:\\+${label}(?:\\.${label})*)?$`);

/** `[, operator, version without build, major, minor, patch, preRelease]` or `null` */
const parseVersion = (text) => versionPattern.exec(text);

/** Compares identifiers, with numbers as numbers; unequal ones without an order count as less. */
const compareAtoms = (left, right) => {
  left = Number(left) || left;
  right = Number(right) || right;
  return left > right ? 1 : left === right ? 0 : -1;
};

/** Compares lists of pre-release identifiers: none is above any, and the shorter list counts as greater. */
const comparePreReleases = (left, right) => {
  if (!left || !right) return !left - !right;
  left = left.split(".");
  right = right.split(".");
  const place = left.findIndex((identifier, index) => identifier !== right[index]);
  if (place < 0) return left.length < right.length ? 1 : 0;
  return right[place] ? compareAtoms(left[place], right[place]) : -1;
};

/** Whether a parsed version meets a comparator such as `>=1.2.3`. */
const meets = (version, comparator) => {
  const limit = parseVersion(comparator);
  if (!limit) return false;
  const operator = limit[1];
  const order =
    compareAtoms(limit[3], version[3]) ||
    compareAtoms(limit[4], version[4]) ||
    compareAtoms(limit[5], version[5]) ||
    comparePreReleases(limit[6], version[6]);
  if (limit[2] === version[2]) return operator.length !== 1;
  return operator[0] === ">" ? order < 0 : operator !== "" && order > 0;
};

const satisfies = (text, range) => {
  const version = parseVersion(text);
  return version !== null && range.some((limits) => limits.every((limit) => meets(version, limit)));
};

/** Completes versions that are plain numbers: `0` to `0.0.0`, `1.2` to `1.2.0`. */
const padVersion = (text) => (isNaN(text) ? text : (text + ".0.0").split(".").slice(0, 3).join("."));

/** The runtime's order of versions: `left` is not above `right`. */
const notAbove = (left, right) => satisfies(padVersion(left), [["<=" + padVersion(right)]]);
