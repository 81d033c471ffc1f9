// ol: projections, formats and geometries.
import GeoJSON from 'ol/format/GeoJSON.js';
import WKT from 'ol/format/WKT.js';
import Point from 'ol/geom/Point.js';
import Polygon, { circular } from 'ol/geom/Polygon.js';
import { fromLonLat, toLonLat, transformExtent } from 'ol/proj.js';
import { getArea } from 'ol/sphere.js';
import VectorSource from 'ol/source/Vector.js';
import Feature from 'ol/Feature.js';

export default () => {
  const polygon = new Polygon([
    [
      [0, 0],
      [9, 0],
      [9, 9],
      [0, 0],
    ],
  ]);
  const source = new VectorSource({
    features: [new Feature({ geometry: new Point([1, 2]), name: 'a' }), new Feature(polygon)],
  });
  return [
    fromLonLat([10, 50]),
    toLonLat([1e6, 6e6]),
    transformExtent([0, 0, 1, 1], 'EPSG:4326', 'EPSG:3857'),
    new WKT().writeGeometry(polygon),
    JSON.parse(new GeoJSON().writeFeatures(source.getFeatures())),
    polygon.getInteriorPoint().getCoordinates(),
    circular([0, 0], 1000, 4).getCoordinates(),
    getArea(polygon),
    source.getFeaturesAtCoordinate([5, 1]).length,
  ];
};
