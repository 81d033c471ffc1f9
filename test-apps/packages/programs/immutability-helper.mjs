// immutability-helper: commands.
import * as helper from 'immutability-helper';

const update = helper.default.default ?? helper.default;

export default () => {
  update.extend?.('$double', (_, value) => value * 2);
  return [
    update(
      { a: [1, 2], b: { c: 1 }, s: new Set([1]) },
      {
        a: { $push: [3], 0: { $set: 9 } },
        b: { $merge: { d: 2 }, $unset: ['c'] },
        n: { $apply: value => value ?? 'none' },
      },
    ),
    update([1, 2, 3], { $splice: [[0, 1, 7]] }),
  ];
};
