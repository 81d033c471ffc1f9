// Builds the host: `node build.mjs rspack|webpack|webpack-core OUT`. The server puts the address of the remote in place of
// `http://react-remote.invalid/entry`: ports are free ones.
// `webpack-core` is webpack's own first generation of module federation, without any federation runtime.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { runCompiler } from '../tools/pack.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const require = createRequire(import.meta.url);
const [bundler, out] = process.argv.slice(2);

const page = '<!doctype html><html lang="en"><meta charset="utf-8"><title>host</title><link rel="icon" href="data:,">'
  + '<div id="root"></div><script src="/main.js"></script></html>';

function tools() {
  if (bundler === 'rspack') {
    const { rspack } = require('@rspack/core');
    const { ModuleFederationPlugin } = require('@module-federation/enhanced/rspack');
    return { compile: rspack, library: rspack, loader: 'builtin:swc-loader', ModuleFederationPlugin };
  }
  const webpack = require('webpack');
  const { ModuleFederationPlugin } =
    bundler === 'webpack' ? require('@module-federation/enhanced/webpack') : webpack.container;
  return { compile: webpack, library: webpack, loader: require.resolve('swc-loader'), ModuleFederationPlugin };
}

/** Writes index.html beside the scripts. */
class Page {
  constructor({ sources }) {
    this.source = new sources.RawSource(page);
  }

  apply(compiler) {
    compiler.hooks.thisCompilation.tap('Page', compilation => {
      compilation.hooks.processAssets.tap('Page', () => compilation.emitAsset('index.html', this.source));
    });
  }
}

const { compile, library, loader, ModuleFederationPlugin } = tools();
const singleton = { singleton: true };
const federation = {
  name: 'host_bundled',
  remotes: { react_remote: 'react_remote@http://react-remote.invalid/entry' },
  shared: {
    react: singleton,
    'react/jsx-runtime': singleton,
    'react-dom': singleton,
    'react-router': singleton,
    '@emotion/react': singleton,
  },
  ...(bundler !== 'webpack-core' && { dts: false }),
};

const compiler = compile({
  mode: 'production',
  context: here,
  entry: { main: './src/index.js' },
  target: ['web', 'es2022'],
  output: { path: out, clean: true, publicPath: '/', filename: '[name].js', uniqueName: 'host_bundled' },
  resolve: {
    extensions: ['.mjs', '.js', '.jsx', '.json'],
    alias: bundler === 'webpack-core' ? { './dynamic.js$': './no-dynamic.js' } : {},
  },
  performance: { hints: false },
  module: {
    rules: [
      {
        test: /\.jsx$/,
        loader,
        options: {
          jsc: {
            target: 'es2022',
            parser: { syntax: 'ecmascript', jsx: true },
            transform: { react: { runtime: 'automatic' } },
          },
        },
      },
    ],
  },
  plugins: [
    new library.DefinePlugin({ BUNDLER: JSON.stringify(bundler) }),
    new ModuleFederationPlugin(federation),
    new Page(library),
  ],
});

runCompiler(compiler);
