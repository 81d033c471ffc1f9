// url: Node's parser for browsers.
import url from 'url/url.js';

export default () => [
  url.parse('http://u:p@x.example:80/a b?c=d#e', true),
  url.resolve('/one/two', '../three'),
  url.format({ protocol: 'http', host: 'x.example', pathname: '/a', query: { b: [1, 2] } }),
  url.resolve('http://x.example/a/b', '//y.example/c'),
];
