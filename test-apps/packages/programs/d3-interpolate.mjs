// d3-interpolate: colours, text and zooms.
import {
  interpolate,
  interpolateCubehelixLong,
  interpolateDate,
  interpolateHcl,
  interpolateLab,
  interpolateRgbBasis,
  interpolateString,
  interpolateTransformCss,
  interpolateZoom,
  piecewise,
  quantize,
} from 'd3-interpolate';

export default () => [
  interpolate({ a: 1, b: ['x 1'] }, { a: 3, b: ['x 5'] })(0.5),
  interpolateCubehelixLong('red', 'blue')(0.3),
  interpolateDate(new Date(0), new Date(100))(0.5),
  interpolateHcl('red', 'blue')(0.5),
  interpolateLab('red', 'blue')(0.5),
  interpolateRgbBasis(['red', 'green', 'blue'])(0.4),
  interpolateString('300 12px a', '500 36px b')(0.5),
  interpolateZoom([0, 0, 1], [5, 5, 2])(0.5),
  piecewise([1, 5, 2])(0.7),
  quantize(interpolate(0, 1), 3),
  typeof interpolateTransformCss,
];
