// d3-scale: scales of every kind.
import {
  scaleBand,
  scaleDiverging,
  scaleLinear,
  scaleLog,
  scaleOrdinal,
  scalePoint,
  scalePow,
  scaleQuantize,
  scaleSequential,
  scaleSymlog,
  scaleThreshold,
  scaleUtc,
  tickFormat,
} from 'd3-scale';

export default () => [
  scaleLinear([0, 10], ['red', 'blue'])(3),
  scaleLog([1, 1000], [0, 9]).ticks(3),
  scaleBand(['a', 'b'], [0, 100]).padding(0.1)('b'),
  scalePoint(['a', 'b', 'c'], [0, 10])('b'),
  scalePow().exponent(2)(0.5),
  scaleQuantize([0, 1], ['x', 'y'])(0.7),
  scaleOrdinal([1, 2])('z'),
  scaleSequential(t => t * 2)(0.3),
  scaleSymlog()(0.5),
  scaleThreshold([0, 1], ['a', 'b', 'c'])(0.5),
  scaleUtc([new Date(0), new Date(1e10)], [0, 1]).ticks(3),
  scaleDiverging(t => t)(0.2),
  tickFormat(0, 1, 5, '%')(0.25),
];
