// d3-time-format: formats, both ways.
import { isoFormat, isoParse, timeFormatLocale, utcFormat, utcParse } from 'd3-time-format';

const date = new Date(Date.UTC(2024, 1, 29, 13, 4, 5, 678));

export default () => [
  utcFormat('%A %B %d %Y %H:%M:%S.%L %p %j %U %V %w %Z %q %s')(date),
  utcParse('%d/%m/%y %I:%M %p')('29/02/24 01:04 PM'),
  isoFormat(date),
  isoParse('2024-02-29'),
  typeof timeFormatLocale,
];
