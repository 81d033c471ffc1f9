// fuse.js: finds what is nearly the word.
import Fuse from 'fuse.js';

export default () =>
  new Fuse([{ title: 'hello world' }, { title: 'other' }], { keys: ['title'], includeScore: true }).search('helo');
