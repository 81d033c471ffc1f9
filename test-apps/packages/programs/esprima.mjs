// esprima: scripts, tokens and tolerance.
import esprima from 'esprima';

export default () => [
  esprima.parseScript('for (let [a, b] of c) { d: continue d } with (x) y', {
    tolerant: true,
    comment: true,
    range: true,
  }),
  esprima.parseModule('export default async () => await 1').body[0].type,
  esprima.tokenize('/a/g.test(b) / 2', { loc: true }),
];
