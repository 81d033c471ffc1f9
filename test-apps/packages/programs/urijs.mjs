// urijs: builds and normalizes addresses.
import URI from 'urijs';
import URITemplate from 'urijs/src/URITemplate.js';

export default () => [
  URI('http://x.example/a/../b?x=1')
    .addQuery({ y: [1, 2] })
    .normalize()
    .toString(),
  URI('../c').absoluteTo('http://x.example/a/b').href(),
  URI('http://user@sub.x.co.uk:80/dir/file.tar.gz').suffix(),
  new URITemplate('/{a}{?b*}').expand({ a: 'x y', b: { c: 1 } }),
  URI('http://müller.example').normalize().hostname(),
];
