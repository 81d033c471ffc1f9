// @visx/shape: bars, lines and pies.
import { scaleBand, scaleLinear } from 'd3-scale';
import { Arc, Area, Bar, BarStack, LinePath, LinkHorizontal, Pie, Polygon, stackOrder } from '@visx/shape';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const data = [
  { x: 0, a: 1, b: 2 },
  { x: 1, a: 3, b: 1 },
];

export default () =>
  renderToStaticMarkup(
    h(
      'svg',
      null,
      h(LinePath, { data, x: d => d.x * 10, y: d => d.a }),
      h(Area, { data, x: d => d.x, y0: 0, y1: d => d.b }),
      h(Pie, { data, pieValue: d => d.a, outerRadius: 5 }),
      h(Bar, { width: 1, height: 2 }),
      h(Arc, { startAngle: 0, endAngle: 1, innerRadius: 1, outerRadius: 2 }),
      h(Polygon, { sides: 5, size: 3 }),
      h(LinkHorizontal, { data: { source: { x: 0, y: 1 }, target: { x: 2, y: 3 } } }),
      h(BarStack, {
        data,
        keys: ['a', 'b'],
        x: d => d.x,
        xScale: scaleBand([0, 1], [0, 20]),
        yScale: scaleLinear([0, 5], [10, 0]),
        color: key => key,
      }),
    ),
  ) + typeof stackOrder;
