// Builds one of the plugins as a remote: `node makers.mjs mfbuild|rspack|webpack|vite OUT`; mfbuild is the binary in
// MFBUILD_BIN, and Rspack stands in where there is none.
// Every maker gets the conventions of Backstage: name, exposes and shares as backstage-cli has them. Rspack and webpack
// are those of ../host-bundled, Vite is that of ../makers.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { backstageFederation, hashedNames, mfbuildRemote, runCompiler, typescriptRule } from '../tools/pack.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const [maker, outDir] = process.argv.slice(2);
const tool = maker === 'mfbuild' && !process.env.MFBUILD_BIN ? 'rspack' : maker;
const root = join(here, 'packages', `plugin-${maker}`);
const out = resolve(outDir);

/** Backstage's options; type archives need a compiler run and a network port, and nobody reads them here. */
const federation = () => ({
  ...backstageFederation(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))),
  dts: false,
});

/** Rspack and webpack read the same options, but for the loader and who knows css. */
function packed() {
  const require = createRequire(new URL('../host-bundled/package.json', import.meta.url));
  const isRspack = tool === 'rspack';
  const library = require(isRspack ? '@rspack/core' : 'webpack');
  const { ModuleFederationPlugin } = require(`@module-federation/enhanced/${tool}`);
  const options = federation();
  const compiler = library({
    mode: 'production',
    context: root,
    entry: {},
    devtool: 'source-map',
    target: ['web', 'es2022'],
    output: {
      path: out,
      clean: true,
      publicPath: 'auto',
      uniqueName: options.name,
      ...hashedNames,
    },
    resolve: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'], mainFields: ['browser', 'module', 'main'] },
    infrastructureLogging: { level: 'error' },
    performance: { hints: false },
    ...(!isRspack && { experiments: { css: true } }),
    module: {
      rules: [
        typescriptRule(isRspack ? undefined : require.resolve('swc-loader')),
        { test: /\.m?js$/, resolve: { fullySpecified: false } },
        { test: /\.svg$/, type: 'asset/resource' },
        { test: /\.css$/, type: 'css' },
      ],
    },
    plugins: [
      new library.DefinePlugin({ 'process.env.APP_CONFIG': '[]', 'process.env.HAS_REACT_DOM_CLIENT': 'true' }),
      new ModuleFederationPlugin(options),
    ],
  });
  runCompiler(compiler);
}

async function vite() {
  const require = createRequire(new URL('../makers/package.json', import.meta.url));
  const load = name => import(pathToFileURL(require.resolve(name)).href);
  const { build } = await load('vite');
  const { federation: plugin } = await load('@module-federation/vite');
  // The plugin looks for shared packages from the working directory.
  process.chdir(root);
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    base: './',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.APP_CONFIG': '[]' },
    plugins: [plugin({ ...federation(), manifest: true })],
    build: {
      outDir: out,
      emptyOutDir: true,
      sourcemap: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(root, 'src/index.tsx'),
        // `use client` in the packages of MUI, once for each file.
        onLog: (level, log, report) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && report(level, log),
      },
    },
  });
}

const mfbuild = () => mfbuildRemote(root, out);
await { mfbuild, rspack: packed, webpack: packed, vite }[tool]();
