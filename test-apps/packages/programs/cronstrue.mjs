// cronstrue: cron in words and languages.
import cronstrue from 'cronstrue';
import i18n from 'cronstrue/i18n.js';

export default () => [
  cronstrue.toString('*/5 * * * 1-5'),
  cronstrue.toString('0 23 ? * MON#2', { verbose: true }),
  i18n.toString('0 12 1 */2 *', { locale: 'de' }),
];
