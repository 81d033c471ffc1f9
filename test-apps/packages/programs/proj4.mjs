// proj4: coordinates of two systems.
import proj4 from 'proj4';

export default () => {
  proj4.defs('EPSG:25832', '+proj=utm +zone=32 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs');
  return [
    proj4('EPSG:4326', 'EPSG:3857', [10, 50]),
    proj4('EPSG:25832', [500000, 5500000]),
    proj4('EPSG:4326', 'EPSG:25832').forward([9, 49]),
    proj4('+proj=laea +lat_0=52 +lon_0=10', [10, 51]),
    proj4.mgrs.forward([10, 50], 3),
  ];
};
