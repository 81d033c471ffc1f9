// intl-messageformat: plurals, dates and tags.
import { IntlMessageFormat } from 'intl-messageformat';

export default () => [
  new IntlMessageFormat(
    '{n, plural, =0 {none} one {# item} other {# items}} for {who, select, f {her} other {them}}',
    'en',
  ).format({ n: 1234, who: 'f' }),
  new IntlMessageFormat('{d, date, ::yyyyMMMdd} {x, number, ::currency/EUR .0}', 'de', undefined, {
    timeZone: 'UTC',
  }).format({ d: new Date(0), x: 1.25 }),
  new IntlMessageFormat('<b>bold {n, selectordinal, one {#st} two {#nd} other {#th}}</b>', 'en').format({
    n: 22,
    b: parts => `*${parts.join('')}*`,
  }),
];
