// goober: classes and styled elements.
import { css, extractCss, glob, keyframes, setup, styled } from 'goober';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

export default () => {
  setup(createElement);
  const target = document.createElement('div');
  const name = css.bind({ target })`color: red; &:hover { color: ${'blue'}; } @media (x) { top: 0; }`;
  glob`body { margin: 0; }`;
  const View = styled('b')(({ wide }) => ({ width: wide ? 10 : 5, '&:after': { content: '"x"' } }));
  return [
    name,
    renderToStaticMarkup(createElement(View, { wide: 1 })),
    keyframes`from { top: 1 }`,
    extractCss().length > 10,
    extractCss(target),
  ];
};
