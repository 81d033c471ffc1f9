// @mui/material: a page of components and a theme of its own.
import { Alert, Box, Button, Card, CardContent, Chip, Stack, Tab, Tabs, TextField, Typography } from '@mui/material';
import Slider from '@mui/material/Slider';
import { ThemeProvider, alpha, createTheme, styled } from '@mui/material/styles';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const Accent = styled('div')(({ theme }) => ({ color: alpha(theme.palette.primary.main, 0.5) }));

export default () =>
  renderToStaticMarkup(
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
