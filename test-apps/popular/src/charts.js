// Scales, shapes and scenes.
import { Chart, LinearScale, LineController } from 'chart.js';
import { color, toFont } from 'chart.js/helpers';
import {
  csvParse,
  format,
  geoMercator,
  geoPath,
  hierarchy,
  interpolateRgb,
  line,
  max,
  scaleLinear,
  scaleOrdinal,
  treemap,
} from 'd3';
import { PieChart } from 'echarts/charts';
import { LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Line, LineChart, XAxis, YAxis } from 'recharts';
import {
  BoxGeometry,
  Color,
  MathUtils,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  PerspectiveCamera,
  Raycaster,
  Scene,
  Vector3,
} from 'three';

Chart.register(LinearScale, LineController);
use([PieChart, TitleComponent, LegendComponent, SVGRenderer]);

function runD3() {
  const root = hierarchy({ children: [{ value: 1 }, { value: 3 }] }).sum(node => node.value);
  return [
    scaleLinear([0, 1], [10, 20])(0.3),
    scaleOrdinal(['a', 'b'], [1, 2])('b'),
    line()([
      [0, 0],
      [1, 2],
    ]),
    geoPath(geoMercator())({ type: 'Point', coordinates: [3, 4] }),
    treemap()
      .size([10, 10])(root)
      .leaves()
      .map(leaf => [leaf.x0, leaf.y0, leaf.x1, leaf.y1]),
    csvParse('a,b\n1,2'),
    format('.2s')(12345),
    interpolateRgb('red', 'blue')(0.5),
    max([1, 5, 2]),
  ];
}

function runThree() {
  const scene = new Scene();
  const mesh = new Mesh(new BoxGeometry(1, 2, 3), new MeshBasicMaterial({ color: new Color('teal') }));
  scene.add(mesh);
  scene.updateMatrixWorld();
  const ray = new Raycaster(new Vector3(0, 0, 10), new Vector3(0, 0, -1));
  return [
    new Vector3(1, 2, 3).applyMatrix4(new Matrix4().makeRotationX(1)).toArray(),
    ray.intersectObject(mesh).length,
    mesh.material.color.getHexString(),
    MathUtils.clamp(7, 0, 5),
    new PerspectiveCamera(50, 1, 1, 10).projectionMatrix.elements,
  ];
}

function runEcharts() {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 200, height: 100 });
  const data = [
    { name: 'a', value: 1 },
    { name: 'b', value: 2 },
  ];
  chart.setOption({ animation: false, title: { text: 'Shares' }, legend: {}, series: [{ type: 'pie', data }] });
  return chart.renderToSVGString();
}

function runRecharts() {
  const data = [{ a: 1 }, { a: 3 }];
  const lines = h(Line, { dataKey: 'a', isAnimationActive: false });
  const markup = renderToStaticMarkup(h(LineChart, { width: 100, height: 50, data }, h(XAxis), h(YAxis), lines));
  return markup.replace(/recharts\d+/g, 'recharts');
}

export default function run() {
  return {
    chartJs: [
      LinearScale.id,
      Object.keys(Chart.defaults.plugins),
      color('red').alpha(0.5).rgbString(),
      toFont({ size: 3 }).string,
    ],
    d3: runD3(),
    echarts: runEcharts(),
    recharts: runRecharts(),
    three: runThree(),
  };
}
