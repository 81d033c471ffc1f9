// @emotion/react: styles, key frames and themes.
import { ThemeProvider, css, jsx, keyframes } from '@emotion/react';
import styled from '@emotion/styled';
import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';

const Button = styled.button`
  color: ${props => props.theme.color};
  &:hover {
    top: 1px;
  }
`;

export default () => {
  const fade = css({ animation: `${keyframes({ from: { opacity: 0 } })} 1s` });
  return renderToString(
    h(ThemeProvider, { theme: { color: 'hotpink' } }, h(Button, null, 'b'), jsx('i', { css: fade })),
  );
};
