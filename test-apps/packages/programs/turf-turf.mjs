// @turf/turf: areas, buffers and unions.
import * as turf from '@turf/turf';

export default () => {
  const square = (x, y) =>
    turf.polygon([
      [
        [x, y],
        [x + 2, y],
        [x + 2, y + 2],
        [x, y + 2],
        [x, y],
      ],
    ]);
  return [
    turf.area(square(0, 0)),
    turf.distance([0, 0], [10, 20], { units: 'miles' }),
    turf.union(turf.featureCollection([square(0, 0), square(1, 1)])).geometry,
    turf.booleanPointInPolygon([1, 1], square(0, 0)),
    turf.centroid(square(4, 4)).geometry.coordinates,
    turf.simplify(
      turf.lineString([
        [0, 0],
        [1, 0.01],
        [2, 0],
      ]),
      { tolerance: 0.1 },
    ).geometry.coordinates,
    turf.bbox(turf.circle([0, 0], 10, { steps: 8 })),
    turf.convex(
      turf.points([
        [0, 0],
        [1, 1],
        [2, 0],
        [1, 0.2],
      ]),
    ).geometry.coordinates,
  ];
};
