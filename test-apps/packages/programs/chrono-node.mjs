// chrono-node: dates in sentences.
import * as chrono from 'chrono-node';

export default () => {
  const now = new Date('2024-05-05T12:00:00Z');
  const results = chrono.parse('Meet next Friday at 4pm, or 12 June - 3 July', now);
  return [
    results.map(({ text, start, end }) => [text, start.date(), end?.date()]),
    chrono.de.parseDate('morgen um 9 Uhr', now),
    chrono.strict.parseDate('soon', now),
  ];
};
