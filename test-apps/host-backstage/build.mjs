// Builds the app with Rspack: `node build.mjs OUT`. The federation runtime comes from `/runtime.js`, which the page's
// server chooses, so that one build serves every version of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rspack } from '@rspack/core';
import { runCompiler } from '../tools/pack.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Acme Portal</title>
    <link rel="icon" href="data:," />
  </head>
  <body><div id="root"></div></body>
</html>
`;

const compiler = rspack({
  mode: 'production',
  context: here,
  entry: { main: './src/index.js' },
  target: ['web', 'es2022'],
  output: {
    path: process.argv[2],
    clean: true,
    publicPath: '/',
    uniqueName: 'host_backstage',
    module: true,
    chunkFormat: 'module',
  },
  externals: { 'federation-runtime': 'module /runtime.js' },
  resolve: {
    extensions: ['.mjs', '.js', '.jsx', '.json'],
    mainFields: ['browser', 'module', 'main'],
    fallback: { buffer: false, util: false },
  },
  performance: { hints: false },
  module: {
    rules: [
      {
        test: /\.jsx$/,
        loader: 'builtin:swc-loader',
        options: {
          jsc: {
            target: 'es2022',
            parser: { syntax: 'ecmascript', jsx: true },
            transform: { react: { runtime: 'automatic' } },
          },
        },
      },
      { test: /\.m?jsx?$/, resolve: { fullySpecified: false } },
      { test: /\.(svg|woff2?)$/, type: 'asset/resource' },
      { test: /\.css$/, type: 'css' },
    ],
  },
  plugins: [
    new rspack.DefinePlugin({
      REACT_VERSION: JSON.stringify(dependencies.react),
      ROUTER_VERSION: JSON.stringify(dependencies['react-router']),
      MATERIAL_VERSION: JSON.stringify(dependencies['@material-ui/core']),
      'process.env.APP_CONFIG': '[]',
      'process.env.HAS_REACT_DOM_CLIENT': 'true',
    }),
    new rspack.HtmlRspackPlugin({ templateContent: page, scriptLoading: 'module' }),
  ],
});

runCompiler(compiler);
