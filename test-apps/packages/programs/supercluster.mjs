// supercluster: points in clusters.
import * as module from 'supercluster';

const Supercluster = module.default;

export default () => {
  const index = new Supercluster({
    radius: 60,
    maxZoom: 10,
    reduce: (sum, { n }) => void (sum.n += n),
    map: ({ n }) => ({ n }),
  });
  index.load(
    Array.from({ length: 12 }, (_, n) => ({
      type: 'Feature',
      properties: { n },
      geometry: { type: 'Point', coordinates: [n * 3 - 20, (n * 5) % 40] },
    })),
  );
  return [
    index.getClusters([-180, -85, 180, 85], 2).map(({ properties }) => properties),
    index.getTile(0, 0, 0).features.length,
  ];
};
