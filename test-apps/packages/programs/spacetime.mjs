// spacetime: seasons, zones and differences.
import spacetime from 'spacetime';

export default () => {
  const time = spacetime('2024-02-28T23:30:00', 'Europe/London');
  return [
    time.add(1, 'day').iso(),
    time.goto('Asia/Tokyo').format('nice'),
    time.season(),
    time.diff(spacetime('2025-01-01', 'Europe/London'), 'week'),
    time.startOf('quarter').format('iso-short'),
  ];
};
