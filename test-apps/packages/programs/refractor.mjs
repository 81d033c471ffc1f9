// refractor: trees of code.
import { refractor } from 'refractor/core';
import css from 'refractor/css';
import typescript from 'refractor/typescript';

export default () => {
  refractor.register(css);
  refractor.register(typescript);
  return [
    refractor.highlight('a:hover { color: #fff }', 'css'),
    refractor.highlight('let a: B<C> = d as E', 'ts'),
    refractor.registered('html'),
  ];
};
