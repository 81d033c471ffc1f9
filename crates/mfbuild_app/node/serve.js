// Where the development server of a Backstage package listens, by the rules of `backstage-cli package start`
// (spec/backstage.md §9). The certificate is the only thing that leaves this process although no browser may see it.
'use strict';

function devAddress({ purpose, context }, { browserConfig, configs, loader, environment }) {
  const config = loader.ConfigReader.fromConfigs(configs);
  const read = (kind, key) => {
    try {
      return config[`getOptional${kind}`](key);
    } catch (error) {
      throw atKey('invalid-app-config', error.message, configs, key.split('.'), loader);
    }
  };
  const url = baseUrlOf(browserConfig, purpose === 'remote' ? portOfEnvironment(environment) : '3000');
  const port = read('Number', 'app.listen.port') ?? (Number(url.port) || (url.protocol === 'https:' ? 443 : 80));
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw atKey('invalid-app-config', `\`${port}\` is not a port`, configs, ['app', 'listen', 'port'], loader);
  }
  const pem = name => {
    const key = `app.https.certificate.${name}`;
    const text = read('String', key);
    const found = text === undefined ? undefined : pemText(text, context);
    if (text === undefined || found !== undefined) return found;
    // The text itself may be secret.
    throw atKey('invalid-app-config', `\`${key}\` is neither PEM text nor a file`, configs, key.split('.'), loader);
  };
  const [cert, key] = url.protocol === 'https:' ? [pem('cert'), pem('key')] : [];
  return {
    host: read('String', 'app.listen.host') ?? url.hostname.replace(/^\[|\]$/g, ''),
    port,
    baseUrl: url.href,
    backendBaseUrl: hrefOf(browserConfig.getOptionalString('backend.baseUrl')),
    https: cert === undefined || key === undefined ? undefined : { cert, key },
  };
}

// `publicPathOf` has checked the url.
function baseUrlOf(browserConfig, defaultPort) {
  return new URL(browserConfig.getOptionalString('app.baseUrl') ?? '/', `http://localhost:${defaultPort}`);
}

function portOfEnvironment(environment) {
  environment.add('PORT');
  const port = process.env.PORT || '3000';
  if (/^\d+$/.test(port) && Number(port) <= 65535) return port;
  throw new Failure('invalid-app-config', 'the environment variable `PORT` is not a port');
}

// Texts are most often included with `$file`; a path is relative to the package, where the server runs.
function pemText(text, context) {
  if (text.includes('-----BEGIN')) return text;
  const file = path.resolve(context, text.trim());
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function hrefOf(text) {
  return text !== undefined && URL.canParse(text) ? new URL(text).href : text;
}
