// linkifyjs: links and hashtags.
import { find, options, registerPlugin, test, tokenize } from 'linkifyjs';

export default () => [
  find('go to x.com, mail a@b.co or http://localhost:3000/x?y#z'),
  test('x.example.com', 'url'),
  tokenize('a b.com').map(({ t }) => t),
  typeof registerPlugin,
  Object.keys(options),
];
