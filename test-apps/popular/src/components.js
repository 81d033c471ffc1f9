// Components with styles, rendered to text.
import { ThemeProvider as EmotionTheme, css, jsx, keyframes } from '@emotion/react';
import emotionStyled from '@emotion/styled';
import { Alert, Box, Button, Card, CardContent, Chip, Stack, Tab, Tabs, TextField, Typography } from '@mui/material';
import Slider from '@mui/material/Slider';
import { ThemeProvider, alpha, createTheme, styled } from '@mui/material/styles';
import classNames from 'classnames';
import { AnimatePresence, motion } from 'framer-motion';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import Select from 'react-select';
import { createGlobalStyle, css as styledCss, styled as styledComponents } from 'styled-components';

const Accent = styled('div')(({ theme }) => ({ color: alpha(theme.palette.primary.main, 0.5) }));
const EmotionButton = emotionStyled.button`
  color: ${props => props.theme.color};
  &:hover {
    top: 1px;
  }
`;
const fade = keyframes({ from: { opacity: 0 } });
const Link = styledComponents.a.attrs({ href: '#' })`
  color: red;
  ${styledCss`top: 1px;`}
`;
const Page = createGlobalStyle`body { margin: 0; }`;

/** Names of classes that are counted, and styles that are written beside the element, differ from run to run. */
const stable = markup => markup.replace(/<style.*?<\/style>/g, '');

const render = element => stable(renderToStaticMarkup(element));

const runMui = () =>
  render(
    h(
      ThemeProvider,
      { theme: createTheme({ palette: { primary: { main: '#805ad5' } } }) },
      h(Accent, null, 'accent'),
      h(Alert, { severity: 'warning' }, 'careful'),
      h(Box, { sx: { p: 2, color: 'primary.main' } }),
      h(Card, null, h(CardContent, null, h(Typography, { variant: 'h3' }, 'title'))),
      h(Stack, { spacing: 2 }, h(Button, { variant: 'contained' }, 'go'), h(Chip, { label: 'chip', onDelete() {} })),
      h(Tabs, { value: 0 }, h(Tab, { label: 'one' })),
      h(TextField, { label: 'name', id: 'name' }),
      h(Slider, { value: 30 }),
    ),
  );

const runEmotion = () =>
  render(
    h(
      EmotionTheme,
      { theme: { color: 'hotpink' } },
      h(EmotionButton, null, 'b'),
      jsx('i', { css: css({ animation: `${fade} 1s` }) }),
    ),
  );

export default function run() {
  return {
    classNames: classNames('a', { b: true, c: false }, ['d']),
    emotion: runEmotion(),
    framerMotion: render(h(AnimatePresence, null, h(motion.div, { initial: { opacity: 0, x: 3 } }))),
    mui: runMui(),
    reactSelect: render(h(Select, { instanceId: 'i', options: [{ value: 1, label: 'one' }], defaultMenuIsOpen: true })),
    styledComponents: [render(h(Link, null, 'link')), typeof Page],
  };
}
