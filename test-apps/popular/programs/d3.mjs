// d3: scales, shapes, maps, trees, forces and formats.
import {
  csvParse,
  forceLink,
  forceSimulation,
  format,
  geoMercator,
  geoPath,
  hierarchy,
  interpolateRgb,
  line,
  scaleLinear,
  select,
  treemap,
} from 'd3';

export default () => {
  const root = hierarchy({ children: [{ value: 1 }, { value: 3 }] }).sum(node => node.value);
  const link = forceLink([{ source: 0, target: 1 }]);
  const simulation = forceSimulation([{ id: 1 }, { id: 2 }])
    .force('link', link)
    .stop()
    .tick(20);
  return [
    scaleLinear([0, 1], [10, 20])(0.3),
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
    select('body').append('p').attr('class', 'z').text('t').node().outerHTML,
    simulation.nodes().map(node => Math.round(node.x * 1e6)),
  ];
};
