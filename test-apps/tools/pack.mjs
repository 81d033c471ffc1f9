// What the builds by other tools have in common: Rspack's and webpack's rules and report, Backstage's conventions.
import { spawnSync } from 'node:child_process';

/** Runs a compiler of Rspack or webpack and prints its errors; `finish` is called after a build without any. */
export function runCompiler(compiler, finish = () => {}) {
  compiler.run((failure, stats) => {
    if (failure) throw failure;
    const { errors = [] } = stats.toJson({ all: false, errors: true });
    for (const error of errors) console.error(`${error.moduleName ?? ''} ${error.message.slice(0, 2000)}`);
    process.exitCode = errors.length > 0 ? 1 : 0;
    if (errors.length === 0) finish();
    compiler.close(() => {});
  });
}

/** Compiles TypeScript by swc, which is in Rspack and a loader of its own for webpack. */
export const typescriptRule = (loader = 'builtin:swc-loader') => ({
  test: /\.tsx?$/,
  loader,
  options: {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
    },
  },
});

/** File names as backstage-cli has them. */
export const hashedNames = {
  filename: 'static/[name].[contenthash:12].js',
  chunkFilename: 'static/[name].[contenthash:12].chunk.js',
  cssChunkFilename: 'static/[name].[contenthash:12].css',
  assetModuleFilename: 'static/[name].[hash:12][ext]',
};

/** The options that backstage-cli gives the federation plugin. */
export function backstageFederation({ name, exports }) {
  const { './package.json': _, ...exposes } = exports;
  const share = extra => ({ singleton: true, requiredVersion: '*', eager: false, ...extra });
  const fromHost = ['react', 'react-dom', 'react-router', 'react-router-dom'];
  const withFallback = ['@material-ui/core/styles', '@material-ui/styles', '@mui/material/styles', '@emotion/react'];
  return {
    name: name.replaceAll('@', '').replaceAll('/', '__').replaceAll('-', '_'),
    filename: 'remoteEntry.js',
    exposes,
    shared: Object.fromEntries([
      ...fromHost.map(key => [key, share({ import: false })]),
      ...withFallback.map(key => [key, share({})]),
    ]),
  };
}

/** Builds a remote by mfbuild, the binary in MFBUILD_BIN. */
export function mfbuildRemote(source, out) {
  const args = ['build', '--module-federation', source, '--out-dir', out];
  const { status, error } = spawnSync(process.env.MFBUILD_BIN, args, { stdio: 'inherit' });
  if (error) throw error;
  process.exitCode = status;
}
