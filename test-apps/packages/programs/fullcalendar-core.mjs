// @fullcalendar/core: dates that are formatted.
import { formatDate, formatRange, sliceEvents, version } from '@fullcalendar/core';

export default () => [
  formatDate('2024-02-29', { month: 'long', day: 'numeric', year: 'numeric', timeZone: 'UTC' }),
  formatRange('2024-02-01', '2024-02-05', { month: 'short', day: 'numeric', separator: ' to ', timeZone: 'UTC' }),
  typeof sliceEvents,
  version.split('.').length,
];
