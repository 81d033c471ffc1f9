// Builds the Backstage app with Rspack 2: `node rspack-app.mjs PACKAGE_DIR OUT [--no-maps]`. The entries, loader rules,
// chunk policy and minifier are those of backstage-cli, so that figures can be compared; the config files are read by
// the app's own @backstage/config-loader, as all tools do it. Not made here: index.html.tmpl, schemas, a minified page.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { rspack } from '@rspack/core';
import { runCompiler } from '../tools/pack.mjs';

const root = resolve(process.argv[2]);
const out = resolve(process.argv[3]);
const withMaps = !process.argv.includes('--no-maps');
const require = createRequire(join(root, 'package.json'));
const workspace = resolve(root, '../..');

const SHARED = [
  'react',
  'react-dom',
  'react-router',
  'react-router-dom',
  '@material-ui/core/styles',
  '@material-ui/styles',
  '@mui/material/styles',
  '@emotion/react',
];
const GLOBAL = '__@backstage/module_federation_shared_dependencies__';
const MAP_GLOBAL = '__backstage-module-federation-shared-dependencies__';

/** What backstage-cli's public path entry does. */
const publicPath = `
const path = document.querySelector('meta[name="backstage-public-path"]')?.getAttribute('content');
if (path) __webpack_public_path__ = path;
`;

/** Both window tables, in the order of the list. */
function sharedTable() {
  const entries = SHARED.map(name => {
    const packageName = name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/');
    const { version } = require(`${packageName}/package.json`);
    return `{ name: '${name}', version: '${version}', lib: () => import('${name}') }`;
  });
  return `
const shareConfig = { singleton: true, requiredVersion: '*', eager: true };
const items = [${entries}].map(item => ({ ...item, shareConfig }));
window['${GLOBAL}'] = { items, version: 'v1' };
window['${MAP_GLOBAL}'] = Object.fromEntries(
  items.map(({ name, version, lib }) => [name, { version, ...shareConfig, module: lib }]),
);
`;
}

/** The table of the plugins among the app's dependencies. */
function detectedPlugins() {
  const { dependencies } = require('./package.json');
  const modules = Object.keys(dependencies).flatMap(name => {
    const { backstage, exports = {} } = JSON.parse(readFileSync(packageFile(name), 'utf8'));
    if (!['frontend-plugin', 'frontend-plugin-module'].includes(backstage?.role)) return [];
    const entry = (path, shown) => `{ name: '${name}', export: ${shown}, default: require('${path}').default }`;
    return [entry(name, undefined), ...('./alpha' in exports ? [entry(`${name}/alpha`, "'./alpha'")] : [])];
  });
  return `window['__@backstage/discovered__'] = { modules: [${modules}] };`;
}

function packageFile(name) {
  const dirs = require.resolve.paths(name).map(dir => join(dir, name, 'package.json'));
  return dirs.find(file => readable(file));
}

function readable(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** The part of the config files that the frontend may see, as backstage-cli reads them. */
async function frontendConfigs() {
  const { ConfigSources, loadConfigSchema } = require('@backstage/config-loader');
  process.chdir(root);
  const names = ['app', '@acme/settings', '@acme/plugin-notes'];
  const schema = await loadConfigSchema({ dependencies: names, packagePaths: [join(workspace, 'package.json')] });
  const source = ConfigSources.default({ rootDir: workspace, argv: [], watch: false });
  const end = new AbortController();
  for await (const { configs } of source.readConfigData({ signal: end.signal })) {
    // Leaving the loop waits for the source to end.
    end.abort();
    return schema.process(configs, { visibility: ['frontend'], ignoreSchemaErrors: true });
  }
}

/** The entries beside the app's own: virtual modules beside its sources. */
const virtual = {
  'public-path.js': publicPath,
  'shared.js': sharedTable(),
  'detected.js': detectedPlugins(),
};

const packageOf = module => module.resource?.match(/[\\/]node_modules[\\/](.*?)([\\/]|$)/)?.[1];
const entry = name => join(root, 'virtual', name);
const configs = await frontendConfigs();
const { ConfigReader } = require('@backstage/config');
const template = require('lodash/template');
const config = ConfigReader.fromConfigs(configs);
const base = new URL(config.getOptionalString('app.baseUrl') ?? '/', 'http://localhost').pathname.replace(/\/$/, '');
const swc = syntax => ({
  loader: 'builtin:swc-loader',
  options: {
    jsc: {
      target: 'es2023',
      externalHelpers: true,
      parser: { dynamicImport: true, ...syntax },
      transform: { react: { runtime: 'automatic' } },
    },
  },
});

const compiler = rspack({
  mode: 'production',
  context: root,
  entry: [entry('public-path.js'), entry('shared.js'), './src/index', entry('detected.js')],
  devtool: withMaps ? 'source-map' : false,
  output: {
    path: out,
    clean: true,
    publicPath: `${base}/`,
    filename: 'static/[name].[contenthash:12].js',
    chunkFilename: 'static/[name].[contenthash:12].chunk.js',
    cssFilename: 'static/[name].[contenthash:12].css',
    cssChunkFilename: 'static/[name].[contenthash:12].css',
    assetModuleFilename: 'static/[name].[hash:12][ext]',
  },
  resolve: {
    extensions: ['.ts', '.tsx', '.mjs', '.js', '.jsx', '.json', '.wasm'],
    mainFields: ['browser', 'module', 'main'],
    fallback: {
      buffer: require.resolve('buffer/'),
      util: require.resolve('util/'),
      path: false,
      http: false,
      https: false,
    },
  },
  performance: { hints: false },
  infrastructureLogging: { level: 'error' },
  module: {
    rules: [
      { test: /\.tsx?$/, exclude: /node_modules/, use: swc({ syntax: 'typescript', tsx: true }) },
      { test: /\.(jsx?|mjs|cjs)$/, exclude: /node_modules/, use: swc({ syntax: 'ecmascript', jsx: true }) },
      { test: /\.(js|mjs|cjs)$/, resolve: { fullySpecified: false } },
      { test: /\.(png|svg|md|woff2?)$/, type: 'asset/resource' },
      { test: /\.css$/, type: 'css' },
    ],
  },
  plugins: [
    new rspack.experiments.VirtualModulesPlugin(
      Object.fromEntries(Object.entries(virtual).map(([name, text]) => [entry(name), text])),
    ),
    new rspack.ProvidePlugin({
      process: require.resolve('process/browser'),
      Buffer: [require.resolve('buffer/'), 'Buffer'],
    }),
    new rspack.DefinePlugin({
      'process.env.APP_CONFIG': '[]',
      'process.env.BUILD_INFO': '{}',
      'process.env.HAS_REACT_DOM_CLIENT': 'true',
    }),
    new rspack.HtmlRspackPlugin({
      templateContent: template(readFileSync(join(root, 'public/index.html'), 'utf8'))({ config, publicPath: base }),
      meta: { 'backstage-app-mode': 'public' },
    }),
  ],
  optimization: {
    minimizer: [
      new rspack.SwcJsMinimizerRspackPlugin({ minimizerOptions: { ecma: 2023 } }),
      new rspack.LightningCssMinimizerRspackPlugin(),
    ],
    runtimeChunk: 'single',
    splitChunks: {
      automaticNameDelimiter: '-',
      cacheGroups: {
        default: false,
        packages: {
          chunks: 'initial',
          test: module => Boolean(packageOf(module)),
          name: module => packageOf(module).replace('@', ''),
          filename: 'static/module-[name].[contenthash:12].js',
          priority: 10,
          minSize: 100_000,
          minChunks: 1,
        },
        vendor: { chunks: 'initial', test: /[\\/]node_modules[\\/]/, name: 'vendor', priority: 5, enforce: true },
      },
    },
  },
});

/** The config script, and the files of `public/`. */
function finish() {
  const page = join(out, 'index.html');
  const script = `<script type="backstage.io/config">\n${JSON.stringify(configs, null, 2)}\n</script></head>`;
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace('</head>', () => script),
  );
  cpSync(join(root, 'public'), out, { recursive: true, filter: file => !file.endsWith('public/index.html') });
}

rmSync(out, { recursive: true, force: true });
runCompiler(compiler, finish);
