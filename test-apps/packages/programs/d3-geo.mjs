// d3-geo: projections, paths and spheres.
import {
  geoAlbersUsa,
  geoArea,
  geoCircle,
  geoContains,
  geoDistance,
  geoEqualEarth,
  geoGraticule10,
  geoInterpolate,
  geoMercator,
  geoOrthographic,
  geoPath,
  geoRotation,
  geoStream,
} from 'd3-geo';

const round = text => text.replace(/\d+\.\d+/g, number => Number(number).toFixed(3));

export default () => [
  geoAlbersUsa()([-100, 40]),
  geoArea(geoCircle().radius(30)()),
  geoContains({ type: 'Point', coordinates: [1, 1] }, [1, 1]),
  geoDistance([0, 0], [90, 45]),
  round(geoPath(geoEqualEarth())(geoCircle().radius(20)())),
  geoGraticule10().coordinates.length,
  geoInterpolate([0, 0], [50, 50])(0.5),
  geoMercator().invert([400, 200]),
  round(geoPath(geoOrthographic().rotate([30, 40]))({ type: 'Sphere' })),
  geoRotation([10, 20, 30])([1, 2]),
  typeof geoStream,
];
