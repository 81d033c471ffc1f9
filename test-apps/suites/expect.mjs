// `it`, `beforeEach`, `afterEach` and as much of `expect` as webpack's cases use.

import assert from 'node:assert/strict';
import { inspect } from 'node:util';

const isObject = (value) => typeof value === 'object' && value !== null;

/** A value that decides itself what equals it. */
class Matcher {
  constructor(text, matches) {
    this.text = text;
    this.matches = matches;
  }

  [inspect.custom]() {
    return this.text;
  }
}

/** Equality of own enumerable members; `undefined` equals a missing one, and prototypes do not count. */
export function equals(actual, expected) {
  if (expected instanceof Matcher) return expected.matches(actual);
  if (Object.is(actual, expected)) return true;
  if (!isObject(actual) || !isObject(expected)) return false;
  if (Array.isArray(actual) !== Array.isArray(expected)) return false;
  if (Array.isArray(actual) && actual.length !== expected.length) return false;
  const names = new Set([...Object.keys(actual), ...Object.keys(expected)]);
  return [...names].every((name) => equals(actual[name], expected[name]));
}

const contains = (actual, part) => (typeof actual === 'string' ? actual.includes(part) : [...actual].includes(part));
const matches = (text, pattern) => (typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text));

function thrownBy(action) {
  try {
    action();
  } catch (error) {
    return { error };
  }
  return null;
}

const TESTS = {
  toBe: (actual, expected) => Object.is(actual, expected),
  toEqual: equals,
  toBeDefined: (actual) => actual !== undefined,
  toBeUndefined: (actual) => actual === undefined,
  toBeTypeOf: (actual, type) => typeof actual === type,
  toHaveLength: (actual, length) => actual.length === length,
  toHaveProperty: (actual, name) => name in actual,
  toContain: contains,
  toMatch: matches,
  toBeGreaterThan: (actual, least) => actual > least,
  toThrow(action, expected) {
    const thrown = thrownBy(action);
    return thrown !== null && (expected === undefined || matches(String(thrown.error?.message), expected));
  },
};

function assertionsOf(actual, isNot) {
  const assertions = {};
  for (const [name, test] of Object.entries(TESTS)) {
    assertions[name] = (...expected) => {
      if (test(actual, ...expected) !== isNot) return;
      const thrown = name === 'toThrow' ? thrownBy(actual) : null;
      const shown = inspect(thrown ? thrown.error : actual, { depth: 1 });
      assert.fail(`expected ${shown}${isNot ? ' not' : ''} ${name} ${expected.map((value) => inspect(value)).join(', ')}`);
    };
  }
  return assertions;
}

async function rejectionOf(value) {
  try {
    await (typeof value === 'function' ? value() : value);
  } catch (error) {
    return error;
  }
  return assert.fail('the promise was to be rejected');
}

/** Assertions over what a promise is rejected with. */
function rejectsOf(value) {
  const assertions = {};
  for (const name of Object.keys(TESTS)) {
    assertions[name] = async (...expected) => assertionsOf(await rejectionOf(value), false)[name](...expected);
  }
  return assertions;
}

export function expect(actual) {
  return {
    ...assertionsOf(actual, false),
    not: assertionsOf(actual, true),
    get rejects() {
      return rejectsOf(actual);
    },
  };
}

expect.stringContaining = (part) => new Matcher(`a text with ${inspect(part)}`, (text) => typeof text === 'string' && text.includes(part));
expect.stringMatching = (pattern) => new Matcher(`a text like ${pattern}`, (text) => typeof text === 'string' && matches(text, pattern));
expect.objectContaining = (members) =>
  new Matcher(`an object with ${inspect(members)}`, (value) => {
    const has = ([name, expected]) => equals(value[name], expected);
    return isObject(value) && Object.entries(members).every(has);
  });

/** Calls a function that is asynchronous by a promise or by a callback. */
const call = (action) => new Promise((resolve, reject) => {
  const result = action((error) => (error ? reject(error) : resolve()));
  if (action.length === 0) resolve(result);
});

/** The tests that modules announce, to be run afterwards. */
export class Tests {
  tests = [];
  /** Names of tests that were left out. */
  skipped = [];
  #before = [];
  #after = [];

  /** `isForeign` says of the text of a test whether it asks for something that only the other tool has. */
  constructor(isForeign) {
    this.isForeign = isForeign;
  }

  /** Functions that modules see as globals. */
  globals = {
    it: (name, action) => {
      if (this.isForeign(action.toString())) this.skipped.push(name);
      else this.tests.push({ name, action });
    },
    beforeEach: (action) => this.#before.push(action),
    afterEach: (action) => this.#after.unshift(action),
    expect,
    nsObj: (members) => Object.defineProperty(members, Symbol.toStringTag, { value: 'Module' }),
  };

  /** Runs all tests one after the other; gives a line for each failure. */
  async run() {
    const failures = [];
    for (const { name, action } of this.tests) {
      try {
        for (const before of this.#before) await call(before);
        await call(action);
        for (const after of this.#after) await call(after);
      } catch (error) {
        failures.push(`${name}: ${error?.message ?? inspect(error)}`);
      }
    }
    return failures;
  }
}
