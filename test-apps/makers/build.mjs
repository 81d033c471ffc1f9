// Builds the remote with one maker: `node build.mjs mfbuild|rspack|webpack|vite OUT`. mfbuild is the binary in
// MFBUILD_BIN; without one Rspack stands for it. Rspack and webpack are those of ../host-bundled.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashedNames, mfbuildRemote, runCompiler, typescriptRule } from '../tools/pack.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const [maker, outDir] = process.argv.slice(2);
const out = resolve(outDir);

/** Name, exposes and shares, the same for every maker. */
function federation() {
  const text = readFileSync(join(here, 'mfbuild.config.json'), 'utf8').replace(/^\s*\/\/.*$/gm, '');
  const { exposes, shared } = JSON.parse(text);
  // Type archives cost a compiler run, and nobody reads them here.
  return { name: `maker_${maker}`, filename: 'remoteEntry.js', exposes, shared, dts: false };
}

/** Rspack and webpack read the same options, but for the loader and for css, which webpack calls an experiment. */
function packed() {
  const require = createRequire(new URL('../host-bundled/package.json', import.meta.url));
  const isRspack = maker !== 'webpack';
  const library = require(isRspack ? '@rspack/core' : 'webpack');
  const { ModuleFederationPlugin } = require(`@module-federation/enhanced/${isRspack ? 'rspack' : 'webpack'}`);
  const compiler = library({
    mode: 'production',
    context: here,
    entry: {},
    target: ['web', 'es2022'],
    output: {
      path: out,
      clean: true,
      publicPath: 'auto',
      // Also part of the names of css classes, and of the global chunk queue: four builds of one source on one page.
      uniqueName: `maker_${maker}`,
      ...hashedNames,
    },
    resolve: { extensions: ['.tsx', '.ts', '.js'] },
    infrastructureLogging: { level: 'error' },
    performance: { hints: false },
    ...(!isRspack && { experiments: { css: true } }),
    module: {
      parser: { 'css/auto': { namedExports: false } },
      generator: { 'css/auto': { localIdentName: '[uniqueName]-[local]' } },
      rules: [
        typescriptRule(isRspack ? undefined : require.resolve('swc-loader')),
        { test: /\.(png|svg)$/, type: 'asset/resource' },
        { test: /\.css$/, type: 'css/auto' },
      ],
    },
    plugins: [
      new library.DefinePlugin({ MAKER: JSON.stringify(maker) }),
      new ModuleFederationPlugin(federation()),
    ],
  });
  runCompiler(compiler);
}

async function vite() {
  const { build } = await import('vite');
  const { federation: plugin } = await import('@module-federation/vite');
  await build({
    root: here,
    configFile: false,
    logLevel: 'warn',
    // Addresses of images are then relative to the script (`import.meta.url`). With the default, `/`, the page would
    // look for them on the origin of the host, although the manifest says `"publicPath": "auto"` in both cases.
    base: './',
    publicDir: false,
    define: { MAKER: JSON.stringify(maker) },
    // Without `filename` the entry has a hash in its name, without `manifest` there is no manifest. The entry is an ES
    // module: hosts that are not given the manifest must be told so, or they load it as a script. No React plugin: that
    // serves development, and Vite itself compiles JSX as tsconfig.json says.
    plugins: [plugin({ ...federation(), manifest: true })],
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'es2022',
      // Small images would become data urls.
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      // A remote has no index.html, and Vite will not start from nothing: any module that is exposed will do.
      rolldownOptions: { input: join(here, 'src/value.ts') },
    },
  });
}

const mfbuild = () => mfbuildRemote(here, out);
await { mfbuild: process.env.MFBUILD_BIN ? mfbuild : packed, rspack: packed, webpack: packed, vite }[maker]();
