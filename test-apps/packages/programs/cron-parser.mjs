// cron-parser: the next times.
import { CronExpressionParser } from 'cron-parser';

export default () => {
  const interval = CronExpressionParser.parse('*/20 9-10 * * 1-5', { currentDate: '2024-01-05T09:30:00Z', tz: 'UTC' });
  return [interval.take(4).map(date => date.toISOString()), interval.stringify(), interval.prev().toISOString()];
};
