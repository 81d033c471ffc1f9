// assert: failures and their messages.
import '../shims/process.mjs';
import assert from 'assert/build/assert.js';

const caught = work => {
  try {
    return work();
  } catch (error) {
    return [error.name, error.code, error.message.split('\n')[0]];
  }
};

export default () => [
  caught(() => assert.deepStrictEqual({ a: [1] }, { a: [1] })),
  caught(() => assert.strictEqual(1, 2)),
  caught(() => assert.throws(() => JSON.parse('{'), SyntaxError)),
  caught(() => assert.notDeepEqual([1], [1])),
  caught(() => assert.ok(0, 'own')),
];
