// The ways in which the app is built: as a reference by backstage-cli, and for the specs by mfbuild.
const configs = names => names.flatMap(name => ['--config', `../../${name}`]);

export const VARIANTS = {
  // No flags: app-config.yaml of the workspace, detected plugins, the app at `/`.
  default: { args: [], env: {}, path: '' },
  // Named config files: the app below a path, a block of the template that only these values show, no detected plugins.
  portal: { args: configs(['app-config.yaml', 'app-config.portal.yaml']), env: {}, path: '/portal' },
  // Everything that comes from the environment.
  stage: {
    args: [],
    env: {
      BACKSTAGE_ENV: 'stage',
      ACME_TITLE: 'Acme Stage',
      ACME_AUTHOR: 'Grace',
      APP_CONFIG_acme_greeting: 'Good night',
      APP_CONFIG_settings_rate: '2',
      APP_CONFIG_acme_apiKey: 'api-key-of-the-environment',
    },
    path: '',
  },
};

/** Values of the configuration that no browser may see. */
export const SECRETS = [
  'database-password-of-the-backend',
  'dynamic-plugins-root-directory',
  'internal-url.acme.example',
  'api-key-of-the-backend',
  'api-key-of-the-environment',
  'budget-of-hardware',
  'budget-of-software',
  'ledger-of-the-backend',
  'token-of-the-notes',
  'safe-number-of-the-office',
];
