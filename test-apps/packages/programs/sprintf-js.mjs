// sprintf-js: formats and named values.
import { sprintf, vsprintf } from 'sprintf-js';

export default () => [
  sprintf('%2$s %3$05d %1$.2f %4$x %5$j', 1.005, 'x', 42, 255, { a: 1 }),
  sprintf('%(user.name)-6s|', { user: { name: 'ab' } }),
  vsprintf('%+d %e', [3, 1234.5]),
];
