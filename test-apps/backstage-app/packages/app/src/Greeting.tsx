import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { greetingApiRef, money } from '@acme/settings';

/** Shows what reached the browser of the configuration. */
export function Greeting() {
  const config = useApi(configApiRef);
  const greeting = useApi(greetingApiRef);
  const teams = (config.getOptionalConfigArray('acme.teams') ?? []).map(team => team.getString('name'));
  return (
    <div className="acme-greeting" data-testid="greeting" data-config={JSON.stringify(config.getOptional('acme'))}>
      {greeting.greet(teams.join(' and '))}: {money(3, config)}
    </div>
  );
}
