// The same host built by Rspack, for comparison: `node rspack.mjs CONFIG OUT`. Rspack is that of ../host-bundled.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCompiler, typescriptRule } from '../tools/pack.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const require = createRequire(new URL('../host-bundled/package.json', import.meta.url));
const { rspack } = require('@rspack/core');
const { ModuleFederationPlugin } = require('@module-federation/enhanced/rspack');

const [config, out] = process.argv.slice(2);
const text = readFileSync(join(here, config), 'utf8').replace(/^\s*\/\/.*$/gm, '');
const { app, runtimePlugins, ...federation } = JSON.parse(text);
// With this one, Rspack's page would stay empty.
delete federation.remotes.maker_absent;

/** The template with the two expressions that it has, the scripts, and what the page is told. */
function page(files) {
  const told = `<script type="application/json" id="app-config">${JSON.stringify(app.config)}</script>`;
  const tags = files.map(file =>
    file.endsWith('.css') ? `<link rel="stylesheet" href="/${file}">` : `<script defer src="/${file}"></script>`,
  );
  return readFileSync(join(here, app.template), 'utf8')
    .replace('<%= config.app.title %>', app.config.app.title)
    .replaceAll('<%= publicPath %>', '')
    .replace('</head>', `${tags.join('')}${told}</head>`);
}

class Page {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('Page', compilation => {
      const stage = rspack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_INLINE;
      compilation.hooks.processAssets.tap({ name: 'Page', stage }, () => {
        const emit = (name, content) => compilation.emitAsset(name, new rspack.sources.RawSource(content));
        emit('index.html', page(compilation.entrypoints.get('main').getFiles()));
        for (const file of readdirSync(join(here, 'public'))) {
          if (file !== 'index.html') emit(file, readFileSync(join(here, 'public', file)));
        }
      });
    });
  }
}

const compiler = rspack({
  mode: 'production',
  context: here,
  entry: { main: app.entry },
  target: ['web', 'es2022'],
  output: {
    path: resolve(out),
    clean: true,
    publicPath: '/',
    uniqueName: federation.name,
    filename: 'static/[name].[contenthash:12].js',
    chunkFilename: 'static/[name].[contenthash:12].chunk.js',
    cssChunkFilename: 'static/[name].[contenthash:12].css',
  },
  resolve: { extensions: ['.tsx', '.ts', '.mjs', '.js'] },
  performance: { hints: false },
  module: {
    rules: [
      typescriptRule(),
      { test: /\.css$/, type: 'css/auto' },
    ],
  },
  plugins: [
    new ModuleFederationPlugin({
      ...federation,
      runtimePlugins: runtimePlugins.map(([path, params]) => [join(here, path), params]),
      // The asynchronous boundary that mfbuild makes by itself.
      experiments: { asyncStartup: true },
      dts: false,
      manifest: false,
    }),
    new Page(),
  ],
});

runCompiler(compiler);
