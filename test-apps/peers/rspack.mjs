// Builds one of the remotes with Rspack 2: `node rspack.mjs PACKAGE_DIR OUT [--no-maps] [--no-minify] [--config FILE]`.
// It follows the conventions that mfbuild follows, so that the two outputs can be compared and exchanged.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { ModuleFederationPlugin } from '@module-federation/enhanced/rspack';
import { rspack } from '@rspack/core';
import { backstageFederation, hashedNames, runCompiler, typescriptRule } from '../tools/pack.mjs';

const root = resolve(process.argv[2]);
const out = resolve(process.argv[3]);
const withMaps = !process.argv.includes('--no-maps');
const withMinifier = !process.argv.includes('--no-minify');
const configFlag = process.argv.indexOf('--config');
const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The federation options: from the config file, or the Backstage conventions. */
function federation() {
  const config = configFlag > 0 ? process.argv[configFlag + 1] : join(root, 'mfbuild.config.json');
  if (existsSync(config)) {
    const text = readFileSync(config, 'utf8').replace(/^\s*\/\/.*$/gm, '');
    return { filename: 'remoteEntry.js', ...JSON.parse(text) };
  }
  return backstageFederation(packageJson);
}

const options = federation();
const isModule = options.library?.type === 'module';
const isBackstage = Boolean(packageJson.backstage);
const projectRequire = createRequire(join(root, 'package.json'));

function resolved(request) {
  try {
    return projectRequire.resolve(request);
  } catch {
    return false;
  }
}

const backstagePlugins = [
  new rspack.DefinePlugin({
    'process.env.APP_CONFIG': '[]',
    'process.env.BUILD_INFO': '{}',
    'process.env.HAS_REACT_DOM_CLIENT': 'true',
  }),
  ...(resolved('process/browser.js') && resolved('buffer/')
    ? [new rspack.ProvidePlugin({ process: resolved('process/browser.js'), Buffer: [resolved('buffer/'), 'Buffer'] })]
    : []),
];

const compiler = rspack({
  mode: 'production',
  context: root,
  entry: {},
  devtool: withMaps ? 'source-map' : false,
  target: ['web', 'es2022'],
  output: {
    path: out,
    clean: true,
    publicPath: 'auto',
    uniqueName: options.name,
    ...hashedNames,
    ...(isModule && { module: true, chunkFormat: 'module', chunkLoading: 'import' }),
  },
  resolve: {
    extensions: ['.tsx', '.ts', '.mjs', '.js', '.json'],
    mainFields: ['browser', 'module', 'main'],
    tsConfig: join(root, 'tsconfig.json'),
    fallback: {
      assert: resolved('assert/'),
      buffer: resolved('buffer/'),
      events: resolved('events/'),
      process: resolved('process/browser.js'),
      stream: resolved('stream-browserify'),
      util: resolved('util/'),
    },
  },
  infrastructureLogging: { level: 'error' },
  performance: { hints: false },
  module: {
    parser: { 'css/auto': { namedExports: false } },
    rules: [
      typescriptRule(),
      { test: /\.m?js$/, resolve: { fullySpecified: false } },
      { test: /\.(png|svg|woff2|md)$/, type: 'asset/resource' },
      { test: /\.css$/, type: 'css/auto' },
    ],
  },
  plugins: [...(isBackstage ? backstagePlugins : []), new ModuleFederationPlugin({ ...options, dts: false })],
  optimization: {
    splitChunks: isBackstage
      ? { cacheGroups: { vendor: { chunks: 'async', test: /[\\/]node_modules[\\/]/, name: 'vendor' } } }
      : undefined,
    minimize: withMinifier,
    minimizer: [
      new rspack.SwcJsMinimizerRspackPlugin({ minimizerOptions: { ecma: 2022 } }),
      new rspack.LightningCssMinimizerRspackPlugin(),
    ],
  },
});

runCompiler(compiler);
