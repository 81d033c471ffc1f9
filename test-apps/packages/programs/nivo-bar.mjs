// @nivo/bar: a bar chart as svg.
import { Bar } from '@nivo/bar';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

export default () =>
  renderToStaticMarkup(
    h(Bar, {
      width: 200,
      height: 100,
      data: [
        { k: 'a', v: 1 },
        { k: 'b', v: 3 },
      ],
      keys: ['v'],
      indexBy: 'k',
      animate: false,
      axisBottom: { legend: 'x' },
      colors: { scheme: 'nivo' },
    }),
  );
