// pako: compresses and reads again.
import { deflate, gzip, inflate, ungzip } from 'pako';

const text = bytes => new TextDecoder().decode(bytes);

export default () => [
  Array.from(deflate('aaaaaaaaaabbbbb')),
  text(inflate(deflate('deflated'))),
  text(ungzip(gzip('xyz'.repeat(30)))),
];
