// less: variables, mixins and functions.
import less from 'less';

export default async () => {
  const { css } = await less.render(
    '@c: #abc; .m(@x: 1px) when (@x > 0) { margin: (@x * 2) } .a { .m(3px); color: darken(@c, 10%); &:hover { .b & { top: ~"x" } } } @media (w) { .d { &:extend(.a); } } @import (reference) "none" (never);'.replace(
      /@import.*/,
      '',
    ),
  );
  return [css, less.version.length];
};
