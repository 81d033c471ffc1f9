// The page of `host/` by Rspack: `node rspack.mjs development|production OUT`. In development the host keeps the state
// of its own components as hosts of Rspack do. Rspack is that of ../host-bundled.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCompiler, typescriptRule } from '../tools/pack.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const require = createRequire(new URL('../host-bundled/package.json', import.meta.url));
const { rspack } = require('@rspack/core');
const { ModuleFederationPlugin } = require('@module-federation/enhanced/rspack');

const [mode, out] = process.argv.slice(2);
const isDevelopment = mode === 'development';
const text = readFileSync(join(here, 'mfbuild.host.json'), 'utf8').replace(/^\s*\/\/.*$/gm, '');
const { app, ...federation } = JSON.parse(text);

/** Emits the template with what it asks for, and the scripts of the entry. */
class Page {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('Page', compilation => {
      const stage = rspack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_INLINE;
      compilation.hooks.processAssets.tap({ name: 'Page', stage }, () => {
        const files = compilation.entrypoints.get('main').getFiles();
        const scripts = files.filter(file => file.endsWith('.js') && !file.includes('hot-update'));
        const tags = scripts.map(file => `<script defer src="/${file}"></script>`).join('');
        const page = readFileSync(join(here, app.template), 'utf8')
          .replace('<%= config.app.title %>', app.config.app.title)
          .replace('</head>', `${tags}</head>`);
        compilation.emitAsset('index.html', new rspack.sources.RawSource(page));
      });
    });
  }
}

/** React Refresh as a development server of Rspack has it. */
function refreshPlugins() {
  const { ReactRefreshRspackPlugin } = createRequire(import.meta.url)('@rspack/plugin-react-refresh');
  return [new rspack.HotModuleReplacementPlugin(), new ReactRefreshRspackPlugin()];
}

const rule = typescriptRule();
rule.options.jsc.transform.react = { runtime: 'automatic', development: isDevelopment, refresh: isDevelopment };

runCompiler(
  rspack({
    mode,
    context: here,
    devtool: false,
    entry: { main: app.entry },
    target: ['web', 'es2022'],
    output: { path: resolve(out), clean: true, publicPath: '/', uniqueName: federation.name },
    resolve: { extensions: ['.tsx', '.ts', '.mjs', '.js'] },
    performance: { hints: false },
    module: { rules: [rule] },
    plugins: [
      new ModuleFederationPlugin({
        ...federation,
        // The asynchronous boundary that mfbuild makes by itself.
        experiments: { asyncStartup: true },
        dts: false,
        manifest: false,
      }),
      ...(isDevelopment ? refreshPlugins() : []),
      new Page(),
    ],
  }),
);
