// @mantine/core: a themed page.
import {
  Alert,
  Badge,
  Button,
  Group,
  MantineProvider,
  NumberInput,
  Stack,
  Stepper,
  createTheme,
  rem,
  darken,
  parseThemeColor,
  DEFAULT_THEME,
} from '@mantine/core';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

export default () => [
  renderToStaticMarkup(
    h(
      MantineProvider,
      { theme: createTheme({ primaryColor: 'grape' }) },
      h(
        Stack,
        { gap: 'xs', mt: 4 },
        h(Group, null, h(Button, { variant: 'light', size: 'xs' }, 'go'), h(Badge, null, 'b')),
        h(Alert, { title: 'careful' }),
        h(NumberInput, { id: 'n', defaultValue: 3 }),
        h(Stepper, { active: 1 }, h(Stepper.Step, { label: 'one' })),
      ),
    ),
  ).replace(/mantine-\w{9}/g, 'id'),
  rem(16),
  darken('#ff0000', 0.2),
  parseThemeColor({ color: 'blue.3', theme: DEFAULT_THEME }).value,
];
