// linkify-it: links in texts.
import { LinkifyIt } from 'linkify-it';

export default () => {
  const linkify = new LinkifyIt({ fuzzyIP: true });
  linkify.add('@', {
    validate: (text, at) => (/^\w{2,}/.exec(text.slice(at)) ?? [''])[0].length,
    normalize: match => void (match.url = `user:${match.text.slice(1)}`),
  });
  return [linkify.match('see http://x.example/(a), x.com?b=1. 127.0.0.1 or @me a@b.example!'), linkify.test('nothing')];
};
