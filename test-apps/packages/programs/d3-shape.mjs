// d3-shape: paths of every kind.
import {
  arc,
  area,
  curveBasis,
  curveMonotoneX,
  curveStep,
  line,
  lineRadial,
  linkHorizontal,
  pie,
  stack,
  stackOffsetWiggle,
  symbol,
  symbolStar,
  symbolsStroke,
} from 'd3-shape';

const points = [
  [0, 1],
  [2, 3],
  [4, 2],
  [5, 5],
];

export default () => [
  arc()({ innerRadius: 1, outerRadius: 5, startAngle: 0, endAngle: 1, cornerRadius: 0.5 }),
  area().curve(curveMonotoneX)(points),
  line().curve(curveBasis)(points),
  line()
    .curve(curveStep)
    .defined(d => d[0] !== 2)(points),
  lineRadial()(points),
  linkHorizontal()({ source: [0, 0], target: [5, 5] }),
  pie()([1, 2, 3]),
  stack()
    .keys(['a', 'b'])
    .offset(stackOffsetWiggle)([
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ])
    .map(String),
  symbol(symbolStar, 30)(),
  symbolsStroke.length,
];
