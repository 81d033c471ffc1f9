// Builds the page with esbuild: `node build.mjs OUT`. Two hosts (React 18 and 19) and two runtimes in one directory.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));

const common = {
  absWorkingDir: here,
  bundle: true,
  format: 'esm',
  minify: true,
  target: 'es2022',
  jsx: 'automatic',
  logLevel: 'warning',
};

async function runtimes(out) {
  await build({ ...common, entryPoints: ['@module-federation/runtime'], outfile: join(out, 'runtime-2.9.js') });
  await build({ ...common, entryPoints: ['@module-federation/runtime-0.21'], outfile: join(out, 'runtime-0.21.js') });
}

function host(out, react) {
  const alias = react === '18' ? { react: 'react-18', 'react-dom': 'react-dom-18' } : {};
  return build({
    ...common,
    alias,
    define: {
      'process.env.NODE_ENV': '"production"',
      ROUTER_VERSION: JSON.stringify(dependencies['react-router']),
      EMOTION_VERSION: JSON.stringify(dependencies['@emotion/react']),
    },
    entryPoints: ['src/host.jsx'],
    external: ['federation-runtime'],
    outfile: join(out, `host-${react}.js`),
  });
}

function page(runtime, react) {
  const imports = { 'federation-runtime': `./runtime-${runtime}.js` };
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>runtime ${runtime}, React ${react}</title>
  <link rel="icon" href="data:," />
  <style>
    body { margin: 24px; font-family: system-ui, sans-serif; background: #f4f6f8; }
    section { margin-bottom: 16px; }
  </style>
  <script type="importmap">${JSON.stringify({ imports })}</script>
  <script type="module" src="./host-${react}.js"></script>
  <body>
    <div id="root"></div>
  </body>
</html>
`;
}

const out = process.argv[2];
await Promise.all([runtimes(out), host(out, '18'), host(out, '19')]);
for (const runtime of ['2.9', '0.21']) {
  for (const react of ['18', '19']) writeFileSync(join(out, `${runtime}-react-${react}.html`), page(runtime, react));
}
