// radash: lists, series and retries.
import { cluster, counting, fork, group, memo, parallel, range, retry, template, title, tryit } from 'radash';

export default async () => {
  let tries = 0;
  return [
    [
      cluster([1, 2, 3], 2),
      counting(['a', 'b', 'a'], x => x),
      fork([1, 2, 3], n => n > 1),
      group([1, 2, 3], n => (n % 2 ? 'odd' : 'even')),
    ],
    [[...range(0, 6, n => n * 2, 2)], template('hi {{name}}', { name: 'x' }), title('va_va_voom')],
    await parallel(2, [1, 2, 3], async n => n * 2),
    await retry({ times: 3 }, async () => (tries++ < 2 ? Promise.reject(new Error('no')) : tries)),
    (await tryit(async () => memo(n => n)(4))())[1],
  ];
};
