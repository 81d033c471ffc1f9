import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** An amount in the currency of the configuration. */
export function money(amount: number, config: ConfigApi) {
  const rate = config.getOptionalNumber('settings.rate') ?? 1;
  return `${(amount * rate).toFixed(2)} ${config.getString('settings.currency')}`;
}
