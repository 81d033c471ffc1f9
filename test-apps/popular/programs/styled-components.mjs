// styled-components: a styled element in a theme.
import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import { ThemeProvider, createGlobalStyle, css, keyframes, styled } from 'styled-components';

const Link = styled.a.attrs({ href: '#' })`
  color: ${props => props.theme.color};
  ${css`
    top: 1px;
  `}
`;
const Page = createGlobalStyle`body { margin: 0; }`;

export default () => [
  renderToString(h(ThemeProvider, { theme: { color: 'red' } }, h(Link, null, 'x'))),
  typeof Page,
  typeof keyframes`from { top: 0; }`,
];
