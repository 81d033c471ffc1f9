// semver: ranges and increments.
import { coerce, inc, maxSatisfying, satisfies } from 'semver';

export default () => [
  satisfies('1.2.3', '^1.0.0 || >=3'),
  inc('1.2.3-a.1', 'prerelease'),
  maxSatisfying(['1.0.0', '1.9.0', '2.0.0'], '~1'),
  coerce('v2').version,
];
