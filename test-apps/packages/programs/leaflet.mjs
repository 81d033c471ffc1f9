// leaflet: a map without a view.
import L from 'leaflet';

export default () => {
  const element = document.body.appendChild(document.createElement('div'));
  const map = L.map(element, { center: [50, 10], zoom: 5, zoomControl: false, fadeAnimation: false });
  const marker = L.marker([51, 11], { title: 'm' }).addTo(map).bindPopup('<b>x</b>');
  L.geoJSON({ type: 'Point', coordinates: [9, 49] }, { pointToLayer: (_, place) => L.circleMarker(place) }).addTo(map);
  return [
    map.project([50, 10], 3),
    L.latLng(50, 10).distanceTo([51, 11]),
    marker.getPopup().getContent(),
    L.CRS.EPSG3857.scale(3),
    L.Util.template('{a}', { a: 1 }),
    L.bounds([1, 2], [3, 4]).getCenter(),
    L.version,
  ];
};
