// topojson-client: features, meshes and bounds.
import { bbox, feature, merge, mesh, neighbors, quantize } from 'topojson-client';

const topology = {
  type: 'Topology',
  transform: { scale: [0.1, 0.1], translate: [0, 0] },
  arcs: [
    [
      [0, 0],
      [10, 0],
      [0, 10],
    ],
    [
      [10, 10],
      [-10, 0],
      [0, -10],
    ],
    [
      [0, 0],
      [10, 10],
    ],
  ],
  objects: {
    all: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', arcs: [[0, -3]] },
        { type: 'Polygon', arcs: [[2, 1]] },
      ],
    },
  },
};

export default () => [
  feature(topology, topology.objects.all),
  mesh(topology, topology.objects.all, (a, b) => a !== b),
  merge(topology, topology.objects.all.geometries),
  neighbors(topology.objects.all.geometries),
  bbox(topology),
  typeof quantize,
];
