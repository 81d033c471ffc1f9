// echarts: a pie chart as svg.
import { PieChart } from 'echarts/charts';
import { LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([PieChart, TitleComponent, LegendComponent, SVGRenderer]);

export default () => {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 200, height: 100 });
  const data = [
    { name: 'a', value: 1 },
    { name: 'b', value: 2 },
  ];
  chart.setOption({ animation: false, title: { text: 'T' }, legend: {}, series: [{ type: 'pie', data }] });
  return chart.renderToSVGString();
};
