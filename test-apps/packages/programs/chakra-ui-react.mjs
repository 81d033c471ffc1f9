// @chakra-ui/react: a system of its own and components.
import {
  Badge,
  Box,
  Button,
  ChakraProvider,
  Heading,
  HStack,
  createSystem,
  defaultConfig,
  defineConfig,
  Table,
} from '@chakra-ui/react';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

export default () => {
  const value = createSystem(
    defaultConfig,
    defineConfig({ theme: { tokens: { colors: { brand: { value: '#123456' } } } } }),
  );
  return [
    renderToStaticMarkup(
      h(
        ChakraProvider,
        { value },
        h(
          HStack,
          { gap: 2 },
          h(Box, { bg: 'brand', p: { base: 1, md: 2 } }, h(Heading, null, 'x')),
          h(Button, { variant: 'outline' }, 'go'),
          h(Badge, null, 'b'),
          h(Table.Root, null, h(Table.Body)),
        ),
      ),
    ),
    value.token('colors.brand'),
  ];
};
