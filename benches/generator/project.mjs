// Everything of the app that is not a feature: package.json, the configs of the three tools, the page, the shell, the
// utilities with the hub, and the two packages of the workspace.
import { chartText, uiText } from './components.mjs';
import { UI } from './names.mjs';

/** Exact versions: figures of other versions are other figures. */
const DEPENDENCIES = {
  '@bench/charts': 'file:packages/charts',
  '@bench/ui': 'file:packages/ui',
  react: '19.3.1',
  'react-dom': '19.3.1',
};
const DEV_DEPENDENCIES = {
  '@rspack/cli': '2.2.8',
  '@rspack/core': '2.3.2',
  '@rspack/dev-server': '2.2.2',
  '@rspack/plugin-react-refresh': '2.0.2',
  '@types/react': '19.3.0',
  '@types/react-dom': '19.3.0',
  '@vitejs/plugin-react': '6.3.0',
  'react-refresh': '0.19.0',
  typescript: '5.9.3',
  vite: '8.3.8',
};

const json = value => `${JSON.stringify(value, null, 2)}\n`;

/** The utilities that components choose from: `call` shows one for a number. */
export function toolKit(count) {
  return Array.from({ length: count }, (_, index) => {
    const name = `${['format', 'round', 'spell', 'measure'][index % 4]}${index}`;
    return { file: `tools/${name}`, names: [name], call: value => `${name}(${value})` };
  });
}

export const uiNames = count =>
  Array.from({ length: count }, (_, index) => `${UI[index % UI.length]}${suffix(index, UI.length)}`);
export const chartNames = count =>
  Array.from(
    { length: count },
    (_, index) => `${['Spark', 'Bars', 'Steps', 'Area', 'Dots'][index % 5]}${suffix(index, 5)}`,
  );
const suffix = (index, length) => (index < length ? '' : Math.floor(index / length));

export function* projectFiles({ areas, ui, charts, tools, total }) {
  yield [
    'package.json',
    json({
      name: '@bench/app',
      version: '1.0.0',
      private: true,
      type: 'module',
      dependencies: DEPENDENCIES,
      devDependencies: DEV_DEPENDENCIES,
    }),
  ];
  yield ['tsconfig.json', json(TSCONFIG)];
  yield [
    'mfbuild.config.json',
    json({ name: 'bench_app', app: { entry: './src/index.tsx', template: './index.html' } }),
  ];
  yield ['rspack.config.mjs', RSPACK];
  yield ['vite.config.mjs', VITE];
  yield ['index.html', PAGE];
  yield ['public/robots.txt', 'User-agent: *\nDisallow:\n'];
  yield ['src/index.tsx', INDEX];
  yield ['src/Counter.tsx', COUNTER];
  yield ['src/Navigation.tsx', NAVIGATION];
  yield ['src/App.tsx', appText(areas)];
  yield ['src/app.css', APP_CSS];
  yield [
    'src/types.d.ts',
    `declare module '*.module.css' {\n  const classes: Record<string, string>;\n  export default classes;\n}\ndeclare module '*.css';\n`,
  ];
  yield ['src/lib/feature.ts', FEATURE];
  yield ['src/lib/session.ts', SESSION];
  yield ['src/lib/hub.ts', HUB];
  for (const [index, tool] of tools.entries()) yield [`src/lib/${tool.file}.ts`, toolText(tool.names[0], index)];
  for (const area of areas) {
    yield [
      `src/areas/${area.id}/index.ts`,
      area.features.map(({ id }) => `export { ${id}Feature } from './${id}';\n`).join(''),
    ];
    yield [`src/areas/${area.id}/${area.name}.tsx`, areaText(area)];
  }
  yield* packageFiles(
    'ui',
    ui,
    uiText,
    { sideEffects: ['**/*.css'] },
    name => `export { ${name}, type ${name}Props, type ${name}Tone } from './${name}';\n`,
  );
  for (const [index, name] of ui.entries())
    if (index % 5 === 0) yield [`packages/ui/src/${name}.module.css`, `.root {\n  margin: ${index % 7}px;\n}\n`];
  yield* packageFiles('charts', charts, chartText, {}, name => `export * from './${name}';\n`);
  yield ['packages/charts/src/scale.ts', SCALE];
  yield [
    'packages/ui/src/types.d.ts',
    `declare module '*.module.css' {\n  const classes: Record<string, string>;\n  export default classes;\n}\n`,
  ];
  yield ['README.md', `Made by mfbuild's benches/generate.mjs: ${total} components. Do not edit.\n`];
}

function* packageFiles(id, names, text, more, line) {
  const exports = { '.': './src/index.ts', './package.json': './package.json' };
  yield [
    `packages/${id}/package.json`,
    json({
      name: `@bench/${id}`,
      version: '1.0.0',
      private: true,
      type: 'module',
      ...more,
      exports,
      peerDependencies: { react: '^19.0.0' },
    }),
  ];
  yield [`packages/${id}/src/index.ts`, names.map(line).join('')];
  for (const [index, name] of names.entries()) yield [`packages/${id}/src/${name}.tsx`, text(name, index)];
}

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    module: 'ESNext',
    moduleResolution: 'bundler',
    jsx: 'react-jsx',
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
    lib: ['ES2022', 'DOM', 'DOM.Iterable'],
  },
  include: ['src'],
};

// Vite and mfbuild take the entry from the page; for Rspack that script must go, its plugin adds its own.
const RSPACK = `import { readFileSync } from 'node:fs';
import { defineConfig } from '@rspack/cli';
import { rspack } from '@rspack/core';
import { ReactRefreshRspackPlugin } from '@rspack/plugin-react-refresh';

const page = readFileSync(new URL('index.html', import.meta.url), 'utf8');

export default defineConfig({
  mode: 'development',
  entry: './src/index.tsx',
  // What \`rspack dev\` takes when the config says nothing; the others serve maps of the sources too.
  devtool: process.env.RSPACK_DEVTOOL ?? 'cheap-module-source-map',
  resolve: { extensions: ['.tsx', '.ts', '.js', '.json'] },
  // All tools must have made the same modules when the page is there.
  lazyCompilation: false,
  module: {
    // As the others have it: the classes are the default export.
    parser: { 'css/auto': { namedExports: false } },
    rules: [
      {
        test: /\\.tsx?$/,
        exclude: /node_modules/,
        loader: 'builtin:swc-loader',
        options: {
          jsc: {
            target: 'es2022',
            parser: { syntax: 'typescript', tsx: true },
            transform: { react: { runtime: 'automatic', development: true, refresh: true } },
          },
        },
      },
      { test: /\\.css$/, type: 'css/auto' },
    ],
  },
  plugins: [
    new ReactRefreshRspackPlugin({ overlay: false }),
    new rspack.HtmlRspackPlugin({ templateContent: page.replace(/<script type="module".*<\\/script>/, '') }),
  ],
  devServer: {
    host: 'localhost',
    port: Number(process.env.PORT ?? 8080),
    hot: true,
    open: false,
    client: { overlay: false, logging: 'error' },
  },
  infrastructureLogging: { level: 'warn' },
  stats: 'errors-warnings',
});
`;

const VITE = `import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  clearScreen: false,
  server: { host: 'localhost', port: Number(process.env.PORT ?? 5173), strictPort: true },
});
`;

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Bench</title>
    <link rel="icon" href="data:," />
    <script type="module" src="/src/index.tsx"></script>
  </head>
  <body>
    <div id="root"></div>
  </body>
</html>
`;

const INDEX = `import { createRoot } from 'react-dom/client';
import { App } from './App';
import './app.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(<App />);
`;

const COUNTER = `import { useState } from 'react';

/** State that an edit elsewhere must not lose. */
export function Counter() {
  const [count, setCount] = useState(0);
  return (
    <button data-counter onClick={() => setCount(count + 1)}>
      {count}
    </button>
  );
}
`;

const NAVIGATION = `import type { Feature } from './lib/feature';

export interface NavigationProps {
  features: readonly Feature[];
  current: string;
  onSelect: (id: string) => void;
}

export function Navigation({ features, current, onSelect }: NavigationProps) {
  return (
    <nav>
      {features.map(feature => (
        <button key={feature.id} aria-current={feature.id === current} onClick={() => onSelect(feature.id)}>
          {feature.title} ({feature.total()})
        </button>
      ))}
    </nav>
  );
}
`;

const APP_CSS = `body {
  margin: 0;
  font: 14px/1.4 sans-serif;
}

nav button[aria-current='true'] {
  font-weight: bold;
}
`;

const FEATURE = `import type { ComponentType } from 'react';

/** What the shell knows of a feature. */
export interface Feature {
  id: string;
  title: string;
  /** How many components it is made of. */
  components: number;
  total: () => number;
  Page: ComponentType<{ title?: string }>;
}
`;

const SESSION = `import { createContext } from 'react';

export interface Session {
  user: string;
  team: string;
}

export const SessionContext = createContext<Session>({ user: 'nobody', team: 'none' });
`;

/** The module that many import. The bench edits \`REVISION\`. */
const HUB = `const REVISION = 'hub-0';

/** Shown by whoever imports this module. */
export function revisionLabel(name: string): string {
  return \`\${REVISION} \${name}\`;
}

export function describe(value: number, unit: string): string {
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(2);
  return value === 1 ? \`one of \${unit}\` : \`\${shown} \${unit}\`;
}

export enum Urgency {
  Low = 1,
  High = 2,
}

export const urgencyOf = (value: number): Urgency => (value > 100 ? Urgency.High : Urgency.Low);
`;

const SCALE = `/** Places values on a height, the greatest at the top. */
export function scale(values: readonly number[], height: number): (value: number) => number {
  const most = Math.max(1, ...values);
  const least = Math.min(0, ...values);
  return value => height - ((value - least) / (most - least)) * height;
}
`;

const toolText = (name, index) => `const STEPS = [${[1, 10, 100].map(step => step * (index + 1)).join(', ')}] as const;
const WORDS: Record<number, string> = { 0: 'none', 1: 'few', 2: 'some', 3: 'many' };

/** Which of the steps a value has reached. */
function stepOf(value: number): number {
  return STEPS.filter(step => value >= step).length;
}

export function ${name}(value: number, digits = ${index % 3}): string {
  if (!Number.isFinite(value)) return '–';
  return \`\${value.toFixed(digits)} (\${WORDS[stepOf(value)] ?? 'many'})\`;
}

export function ${name}All(values: readonly number[], digits?: number): string[] {
  return values.map(value => ${name}(value, digits));
}
`;

const appText = areas => `import { useState } from 'react';
import { Counter } from './Counter';
import { Navigation } from './Navigation';
import type { Feature } from './lib/feature';
import { SessionContext } from './lib/session';
${areas.map(({ id }) => `import * as ${id} from './areas/${id}';`).join('\n')}
${areas.map(({ id, name }) => `import { ${name} } from './areas/${id}/${name}';`).join('\n')}

const AREAS = [
${areas.map(({ id, name }) => `  { Area: ${name}, features: Object.values<Feature>(${id}) },`).join('\n')}
];
const FEATURES = AREAS.flatMap(({ features }) => features);
const COMPONENTS = FEATURES.reduce((sum, feature) => sum + feature.components, 0);
const SESSION = { user: 'Ada', team: 'Foundry' };

export function App() {
  const [current, setCurrent] = useState('${areas[0].features[0].id}');
  const index = AREAS.findIndex(({ features }) => features.some(({ id }) => id === current));
  const { Area, features } = AREAS[index];
  return (
    <SessionContext value={SESSION}>
      <div data-ready={COMPONENTS}>
        <Counter />
        <Navigation features={FEATURES} current={current} onSelect={setCurrent} />
        <Area features={features} current={current} />
      </div>
    </SessionContext>
  );
}
`;

const areaText = ({ name, id }) => `import { useMemo } from 'react';
import type { Feature } from '../../lib/feature';

export interface ${name}Props {
  features: readonly Feature[];
  current: string;
}

/** Shows one feature of ${id}. */
export function ${name}({ features, current }: ${name}Props) {
  const feature = useMemo(() => features.find(({ id }) => id === current), [features, current]);
  if (!feature) return <p>There is no {current}</p>;
  const { Page, title } = feature;
  return (
    <div data-area="${id}">
      <h1>{title}</h1>
      <Page key={feature.id} title={title} />
    </div>
  );
}
`;
