// clsx: class names, also the light build.
import clsx from 'clsx';
import lite from 'clsx/lite';

export default () => [clsx('a', { b: true, c: 0 }, ['d', [null, 'e']], 1), lite('a', false && 'b', 'c')];
