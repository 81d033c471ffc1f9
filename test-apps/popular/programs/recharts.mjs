// recharts: a line chart.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Line, LineChart, XAxis, YAxis } from 'recharts';

export default () => {
  const line = h(Line, { dataKey: 'a', isAnimationActive: false });
  const chart = h(LineChart, { width: 100, height: 50, data: [{ a: 1 }, { a: 3 }] }, h(XAxis), h(YAxis), line);
  return renderToStaticMarkup(chart).replace(/recharts\d+/g, 'recharts');
};
