// One feature of the app: a page of sections of panels of leaves, its model, its hooks, its barrel, and sometimes
// settings that are only loaded when somebody opens them.
import { holderText, leafText } from './components.mjs';
import { PANELS, SECTIONS, capital } from './names.mjs';

const SECTIONS_OF_PAGE = 4;
const LEAVES_OF_PANEL = 4;
/** Components of a feature's settings, if it has some. */
export const SETTINGS = 12;

/**
 * Plans the components of a feature, `count` in all. Nothing is written yet: which components import the hub is
 * decided when all are known.
 */
export function planFeature({ id, area, count, settings }, kit, random) {
  const feature = { id, area, prefix: capital(id), dir: `src/areas/${area}/${id}`, components: [], count, settings };
  const hooks = Array.from({ length: 3 }, (_, index) => `use${feature.prefix}Filter${index}`);
  const common = { model: `${feature.prefix}Record`, kit, random, feature, hooks };
  const page = holder(common, { name: `${feature.prefix}Page`, title: capital(id), folder: '', depth: 0 });
  const sections = Array.from({ length: SECTIONS_OF_PAGE }, (_, index) => section(common, page, index));
  if (settings) page.children.push(settingsButton(common));
  const left = count - feature.components.length - (settings ? SETTINGS : 0);
  const panels = fill(common, sections, left);
  if (settings) settingsPage(common);
  feature.leaf = panels[0].children[0].component;
  return feature;
}

function holder({ feature, model, hooks, random }, { name, title, folder, depth, lazy = false }) {
  const component = {
    name,
    title,
    model,
    depth,
    lazy,
    children: [],
    file: `${feature.dir}/${folder}${name}.tsx`,
    hook: random.chance(0.3) && depth !== 1 ? random.pick(hooks) : undefined,
    css: random.chance(0.25) ? `${name}.module.css` : undefined,
  };
  feature.components.push(component);
  return component;
}

function section(common, page, index) {
  const title = SECTIONS[index % SECTIONS.length];
  const name = `${common.feature.prefix}${title}`;
  const made = holder(common, { name, title, folder: `${title}/`, depth: 1 });
  page.children.push({ name, title, from: `./${title}/${name}` });
  return { component: made, folder: `${title}/` };
}

/** Panels and leaves, in turn for each section, until `left` components are there. */
function fill(common, sections, left) {
  const panels = [];
  for (let turn = 0; left > 0; turn++) {
    const parent = sections[turn % sections.length];
    const title = `${PANELS[Math.floor(turn / sections.length) % PANELS.length]}${turn}`;
    const name = `${parent.component.name}${title}`;
    const folder = `${parent.folder}${title}/`;
    const panel = holder(common, { name, title, folder, depth: 2 });
    parent.component.children.push({ name, title, from: `./${title}/${name}` });
    panels.push(panel);
    const leaves = Math.min(LEAVES_OF_PANEL, left - 1);
    for (let index = 0; index < leaves; index++) leaf(common, panel, folder, index);
    left -= leaves + 1;
  }
  return panels;
}

function leaf({ feature, model, kit, random }, parent, folder, index, lazy = false) {
  const name = `${parent.name}Part${index}`;
  const component = {
    name,
    model,
    lazy,
    kind: random.between(0, 4),
    ui: random.some(kit.ui, random.between(1, 2)),
    chart: random.chance(0.15) ? random.pick(kit.charts) : undefined,
    tools: random.some(kit.tools, random.between(1, 2)),
    css: parent.css && random.chance(0.5) ? parent.css : undefined,
    file: `${feature.dir}/${folder}${name}.tsx`,
  };
  feature.components.push(component);
  parent.children.push({ name, title: `Part ${index}`, from: `./${name}`, leaf: true, component });
  return component;
}

function settingsButton({ feature }) {
  const name = `${feature.prefix}SettingsButton`;
  feature.components.push({ name, file: `${feature.dir}/${name}.tsx`, text: settingsButtonText(feature.prefix) });
  return { name, title: 'Settings', from: `./${name}` };
}

function settingsPage(common) {
  const name = `${common.feature.prefix}Settings`;
  const page = holder(common, { name, title: 'Settings', folder: 'settings/', depth: 2, lazy: true });
  for (let index = 0; index < SETTINGS - 1; index++) leaf(common, page, 'settings/', index, true);
}

const settingsButtonText = prefix => `import { Suspense, lazy, useState } from 'react';
import type { ${prefix}Record } from './model';

const Settings = lazy(() => import('./settings/${prefix}Settings').then(module => ({ default: module.${prefix}Settings })));

export interface ${prefix}SettingsButtonProps {
  title: string;
  records?: readonly ${prefix}Record[];
}

/** Opens settings, which are loaded when they are opened. */
export function ${prefix}SettingsButton({ title, records }: ${prefix}SettingsButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <aside data-component="${prefix}SettingsButton">
      <button aria-expanded={open} onClick={() => setOpen(!open)}>
        {title}
      </button>
      {open && (
        <Suspense fallback={<p>loading</p>}>
          <Settings title={title} records={records} />
        </Suspense>
      )}
    </aside>
  );
}
`;

/** The files of a planned feature: path and text. */
export function* featureFiles(feature, random) {
  for (const component of feature.components) {
    const text = component.text ?? (component.children ? holderText : leafText)(located(component, feature), random);
    yield [component.file, text];
    if (component.css && component.children) yield [component.file.replace('.tsx', '.module.css'), cssText(random)];
  }
  for (const index of [0, 1, 2])
    yield [`${feature.dir}/use${feature.prefix}Filter${index}.ts`, hookText(feature, index)];
  yield [`${feature.dir}/model.ts`, modelText(feature, random)];
  yield [`${feature.dir}/feature.ts`, descriptionText(feature)];
  yield [`${feature.dir}/index.ts`, barrelText(feature)];
}

/** Adds the ways from the component's directory to others. */
function located(component, feature) {
  const depth = component.file.split('/').length - 2;
  const inFeature = depth - (feature.dir.split('/').length - 1);
  const up = '../'.repeat(depth);
  return { ...component, up, toFeature: inFeature === 0 ? './' : '../'.repeat(inFeature) };
}

const cssText = random => `.panel {
  display: grid;
  gap: ${random.between(1, 12)}px;
  padding: ${random.between(1, 12)}px;
}

${['list', 'form', 'table', 'stat', 'timer']
  .map(
    name => `.${name} {
  border: ${random.between(0, 2)}px solid hsl(${random.between(0, 359)} 30% 70%);
}

.${name}:hover {
  background: hsl(${random.between(0, 359)} 30% 97%);
}
`,
  )
  .join('\n')}`;

const hookText = ({ prefix }, index) => `import { useEffect, useMemo, useState } from 'react';
import type { ${prefix}Record } from './model';

/** The records with at least some amount; the least one follows the window's width. */
export function use${prefix}Filter${index}(records: readonly ${prefix}Record[], least = ${index}): readonly ${prefix}Record[] {
  const [width, setWidth] = useState(() => window.innerWidth);

  useEffect(() => {
    const update = () => setWidth(window.innerWidth);
    window.addEventListener('resize', update);
    return () => window.removeEventListener('resize', update);
  }, []);

  return useMemo(() => {
    const wanted = width < ${400 + index * 100} ? least * 2 : least;
    return records.filter(record => record.amount >= wanted);
  }, [records, least, width]);
}
`;

const modelText = ({ prefix }, random) => `/** What the feature is about. */
export interface ${prefix}Record {
  id: number;
  label: string;
  amount: number;
  tags?: readonly string[];
}

export type ${prefix}Change = Partial<Omit<${prefix}Record, 'id'>> & Pick<${prefix}Record, 'id'>;

export const sample${prefix}Records: readonly ${prefix}Record[] = [
${[0, 1, 2].map(id => `  { id: ${id}, label: '${prefix} ${id}', amount: ${random.between(10, 900)}, tags: ['t${id}'] },`).join('\n')}
];

export function apply${prefix}Change(records: readonly ${prefix}Record[], change: ${prefix}Change): ${prefix}Record[] {
  return records.map(record => (record.id === change.id ? { ...record, ...change } : record));
}

export function total${prefix}(records: readonly ${prefix}Record[]): number {
  return records.reduce((sum, record) => sum + record.amount, 0);
}
`;

const descriptionText = ({ id, prefix, count }) => `import type { Feature } from '../../../lib/feature';
import { ${prefix}Page } from './${prefix}Page';
import { sample${prefix}Records, total${prefix} } from './model';

export const ${id}Feature: Feature = {
  id: '${id}',
  title: '${prefix}',
  components: ${count},
  total: () => total${prefix}(sample${prefix}Records),
  Page: ${prefix}Page,
};
`;

const barrelText = ({ id, prefix }) => `export { ${prefix}Page, type ${prefix}PageProps } from './${prefix}Page';
export { ${id}Feature } from './feature';
export * from './model';
`;
