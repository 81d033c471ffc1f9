// url-join: joins with queries.
import urlJoin from 'url-join';

export default () => [
  urlJoin('http://x.example', 'a', '/b/', '?c=1', '?d=2'),
  urlJoin('file:///a', 'b'),
  urlJoin(['a', '../b']),
];
