// Reads the configuration of a Backstage app with the project's own `@backstage/config-loader`, in the way of
// `backstage-cli package build` (spec/backstage.md "Config"). Only what the browser may see leaves this process.
'use strict';

// Packages of a Backstage project, one of which brings the loader where it is not a direct dependency.
const CARRIERS = [
  '@backstage/cli',
  '@backstage/cli-defaults',
  '@backstage/cli-module-build',
  '@backstage/cli-module-config',
  '@backstage/backend-defaults',
];
// Rewritten by every installation.
const INSTALL_STATES = [
  'yarn.lock',
  'package-lock.json',
  'pnpm-lock.yaml',
  'node_modules/.yarn-state.yml',
  'node_modules/.package-lock.json',
  'node_modules/.modules.yaml',
];
const PLUGIN_ROLES = ['frontend-plugin', 'frontend-plugin-module'];

async function backstageConfig(request, inputs, environment) {
  const loader = findLoader(request);
  INSTALL_STATES.forEach(name => inputs.add('read', path.join(request.root, name)));
  const warnings = [];
  const schema = await loadSchema(request, loader, warnings);

  inputs.setPhase('config');
  const configs = await readConfigs(request, loader, environment).catch(error => {
    throw explainReadError(error, loader, inputs.files('read'));
  });
  const serves = request.purpose !== 'build';
  const browserConfigs = schema.process(configs, {
    visibility: ['frontend'],
    ignoreSchemaErrors: true,
    withFilteredKeys: serves,
  });
  const browserConfig = loader.ConfigReader.fromConfigs(browserConfigs);
  const publicPath = publicPathOf(browserConfig, configs, loader);
  return {
    // A page in development warns of what it asks for and may not see.
    sources: browserConfigs.map(({ context, data, filteredKeys }) => ({
      context,
      data,
      ...(serves && { filteredKeys }),
    })),
    schema: schema.serialize(),
    publicPath,
    detectedPackages: detectedPackages(request, configs, loader),
    loadedFrom: configs.map(config => config.context),
    warnings,
    dev: serves ? devAddress(request, { browserConfig, configs, loader, environment }) : undefined,
    ...renderPage(request, { publicPath, config: browserConfig }, environment),
  };
}

// --- the project's packages

function findLoader({ context, root }) {
  const directory = findPackage('@backstage/config-loader', [context, root]);
  if (directory === undefined) throw new Failure('missing-config-loader');
  const loader = require(directory);
  if (loader.ConfigSources?.default === undefined) {
    throw new Failure('old-config-loader', manifestIn(directory).version);
  }
  const { ConfigReader } = require(packageDirectory('@backstage/config', directory));
  return { ...loader, ConfigReader, yaml: () => require(packageDirectory('yaml', directory)) };
}

function packageDirectory(name, from) {
  try {
    return path.dirname(require.resolve(`${name}/package.json`, { paths: [from] }));
  } catch {
    return undefined;
  }
}

// Breadth first from where the app is, through the packages that may bring it.
function findPackage(name, starts) {
  const places = new Set(starts);
  // A set that is walked shows what is added meanwhile.
  for (const place of places) {
    const directory = packageDirectory(name, place);
    if (directory !== undefined) return directory;
    for (const carrier of CARRIERS) {
      const next = packageDirectory(carrier, place);
      if (next !== undefined) places.add(next);
    }
  }
  return undefined;
}

// --- schema

async function loadSchema(request, loader, warnings) {
  if (request.schema) return loader.loadConfigSchema({ serialized: request.schema });
  const collected = await loader
    .loadConfigSchema({
      dependencies: localPackages(request),
      packagePaths: [path.join(request.root, 'package.json')],
      onSchemaError: error => warnings.push(error.message),
    })
    .catch(error => {
      throw new Failure('invalid-config-schema', error.message);
    });
  // The collector takes packages in the order in which the disk answers; the output must not depend on that.
  const serialized = collected.serialize();
  serialized.schemas.sort((a, b) => compare(a.packageName, b.packageName) || compare(a.path, b.path));
  warnings.sort();
  return loader.loadConfigSchema({ serialized });
}

function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}

// The app and what it depends on inside the workspace: linked packages, whose real place is not in `node_modules`.
function localPackages({ context, packageName }) {
  const found = new Map([[packageName, context]]);
  for (const [name, directory] of found) {
    // The tool itself is not part of the app, even where both are developed in one repository.
    if (name === '@backstage/cli') continue;
    for (const dependency of Object.keys(manifestIn(directory).dependencies ?? {})) {
      const place = packageDirectory(dependency, directory);
      if (place !== undefined && !INSTALLED.test(place) && !found.has(dependency)) found.set(dependency, place);
    }
  }
  return [...found.keys()];
}

// --- values

async function readConfigs({ root, configFiles }, loader, environment) {
  const source = loader.ConfigSources.default({
    allowMissingDefaultConfig: true,
    watch: false,
    rootDir: root,
    argv: configFiles.flatMap(file => ['--config', file]),
    substitutionFunc: async name => {
      environment.add(name);
      return process.env[name]?.trim();
    },
  });
  const stop = new AbortController();
  for await (const { configs } of source.readConfigData({ signal: stop.signal })) {
    stop.abort();
    return configs;
  }
  return [];
}

function publicPathOf(browserConfig, configs, loader) {
  try {
    const baseUrl = browserConfig.getOptionalString('app.baseUrl') ?? '/';
    return new URL(baseUrl, 'http://localhost:3000').pathname.replace(/\/$/, '');
  } catch (error) {
    throw atKey('invalid-base-url', error.message, configs, ['app', 'baseUrl'], loader);
  }
}

function detectedPackages({ context }, configs, loader) {
  const { include, exclude, off } = detectionOf(configs, loader);
  if (off) return undefined;
  const names = Object.keys(manifestIn(context).dependencies ?? {});
  const wanted = names.filter(name => !exclude?.includes(name) && (include?.includes(name) ?? true));
  return wanted.flatMap(name => {
    const directory = packageDirectory(name, context);
    const { backstage, exports: exportsMap } = directory === undefined ? {} : manifestIn(directory);
    if (!PLUGIN_ROLES.includes(backstage?.role)) return [];
    const hasAlpha = exportsMap && typeof exportsMap === 'object' && './alpha' in exportsMap;
    return [{ name, import: name }, ...(hasAlpha ? [{ name, export: './alpha', import: `${name}/alpha` }] : [])];
  });
}

function detectionOf(configs, loader) {
  try {
    const packages = loader.ConfigReader.fromConfigs(configs).getOptional('app.packages');
    if (packages === undefined || packages === null) return { off: true };
    if (packages === 'all') return {};
    if (typeof packages !== 'object' || Array.isArray(packages)) {
      throw new Error('`app.packages` must be `all` or an object with `include` and `exclude`');
    }
    const reader = new loader.ConfigReader(packages, 'app.packages');
    return { include: reader.getOptionalStringArray('include'), exclude: reader.getOptionalStringArray('exclude') };
  } catch (error) {
    throw atKey('invalid-app-config', error.message, configs, ['app', 'packages'], loader);
  }
}

// The package.json of a package, as far as it can be had.
function manifestIn(directory) {
  try {
    return JSON.parse(fs.readFileSync(path.join(directory, 'package.json'), 'utf8'));
  } catch {
    return {};
  }
}

// --- errors, with their place where it can be found

function explainReadError(error, loader, files) {
  const [, file, detail] = /^Failed to read config file at "([^"]+)", ([\s\S]+)$/.exec(error.message) ?? [];
  const broken = findYamlError(loader, files);
  if (broken !== undefined) return broken;
  if (file === undefined) {
    const [, missing] = /^Config file "([^"]+)" does not exist$/.exec(error.message) ?? [];
    return missing === undefined
      ? new Failure('invalid-app-config', error.message)
      : new Failure('missing-app-config', missing, { file: missing });
  }
  const [, keyPath, reason] = /^error at (\S*), ([\s\S]+)$/.exec(detail) ?? [undefined, '', detail];
  const keys = [...keyPath.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)].map(match => match[1] ?? Number(match[2]));
  return new Failure('invalid-app-config', reason, { file, ...rangeOfKey(file, keys, loader) });
}

// The loader does not say which file a syntax error is in.
function findYamlError(loader, files) {
  for (const file of files.filter(name => /\.ya?ml$/.test(name) && fs.existsSync(name))) {
    const text = fs.readFileSync(file, 'utf8');
    try {
      loader.yaml().parse(text);
    } catch (error) {
      const reason = error.message.split('\n')[0].replace(/ at line \d+, column \d+:?$/, '');
      return new Failure('invalid-app-config', reason, { file, ...byteRange(text, error.pos) });
    }
  }
  return undefined;
}

function atKey(code, reason, configs, keys, loader) {
  const isSet = config => keys.reduce((value, key) => value?.[key], config.data) !== undefined;
  const file = configs.findLast(isSet)?.path;
  return new Failure(code, reason, file === undefined ? {} : { file, ...rangeOfKey(file, keys, loader) });
}

function rangeOfKey(file, keys, loader) {
  if (keys.length === 0) return {};
  try {
    const text = fs.readFileSync(file, 'utf8');
    const range = loader.yaml().parseDocument(text).getIn(keys, true)?.range;
    return byteRange(text, range);
  } catch {
    // Without a place the message still names the file.
    return {};
  }
}

function byteRange(text, range) {
  if (!Array.isArray(range)) return {};
  const [start, end] = range.map(offset => Buffer.byteLength(text.slice(0, offset)));
  return { start, end };
}
