import formatAmount, { units } from '@acme/cjs-units';
import * as tableModule from '@acme/cjs-units/table.js';
import { immerHasDefault as priceImmer } from '@acme/price-tag';
import { immerHasDefault as badgeImmer } from '@acme/stock-badge';
import { order, settings } from '@acme/tla-settings';
import { counter, increment } from './counter';
import { firstName, secondName } from './cycle-a';

declare const process: { env: { NODE_ENV: string } };

const tableNamespace = tableModule as unknown as Record<string, unknown>;

order.push('route runs');
increment();

/** What the bundle must keep of the sources, as text that a test can read. */
const facts: Record<string, unknown> = {
  'evaluation order': order.join(', '),
  'awaited value': settings.currency,
  'live binding': counter,
  'import cycle': `${firstName()} ${secondName()}`,
  'cjs default is module.exports': formatAmount(2, 'box'),
  'cjs named import': units.join(' '),
  'cjs typeof require': formatAmount.isRequired,
  'cjs namespace of an object': Object.keys(tableNamespace).sort().join(' '),
  'immer of price-tag has a default export': priceImmer,
  'immer of stock-badge has a default export': badgeImmer,
  'node env': process.env.NODE_ENV,
};

export default function Semantics() {
  return (
    <dl data-testid="semantics">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name}>
          <dt style={{ display: 'inline' }}>{name}: </dt>
          <dd style={{ display: 'inline', margin: 0 }} data-fact={name}>
            {String(value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
