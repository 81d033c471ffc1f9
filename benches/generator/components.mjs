// The text of components: leaves of five kinds, and what holds them together. A file with a component exports nothing
// else that lives at run time, so that it can be replaced in place.
import { NOUNS, UNITS, capital } from './names.mjs';

/** A line that only some components have. */
const only = (condition, ...lines) => (condition ? lines : []);
const list = words => words.map(word => `'${word}'`).join(', ');
const lines = (...parts) => `${parts.flat(Infinity).join('\n')}\n`;

/** What a leaf imports besides React. */
function leafImports(leaf) {
  return [
    `import { ${leaf.ui.join(', ')} } from '@bench/ui';`,
    ...only(leaf.chart, `import { ${leaf.chart} } from '@bench/charts';`),
    ...only(leaf.hub, `import { describe, revisionLabel } from '${leaf.up}lib/hub';`),
    ...leaf.tools.map(tool => `import { ${tool.names.join(', ')} } from '${leaf.up}lib/${tool.file}';`),
    `import { type ${leaf.model}, sample${leaf.model}s } from '${leaf.toFeature}model';`,
    ...only(leaf.css, `import styles from './${leaf.css}';`),
  ];
}

/** What every leaf shows at its end: the parts that depend on what it imports. */
function leafTail(leaf, value) {
  const [first, second] = leaf.ui;
  return [
    `      <${first} title={title}>{${leaf.tools[0].call(value)}}</${first}>`,
    ...only(second, `      <${second} title="${leaf.noun}">{${leaf.tools.at(-1).call(`${value} + 1`)}}</${second}>`),
    ...only(leaf.chart, `      <${leaf.chart} values={[${value}, 3, ${leaf.number}]} />`),
    ...only(
      leaf.hub,
      `      <small data-hub>{revisionLabel('${leaf.noun}')} {describe(${value}, '${leaf.unit}')}</small>`,
    ),
    ...only(leaf.marked, `      <em data-leaf>{REVISION}</em>`),
  ];
}

const leafHead = (leaf, hooks) => [
  `import { ${hooks} } from 'react';`,
  leafImports(leaf),
  '',
  ...only(leaf.marked, `const REVISION = '${leaf.marked}';`, ''),
  `export interface ${leaf.name}Props {`,
  `  title: string;`,
  `  record?: ${leaf.model};`,
  `  dense?: boolean;`,
];

const className = (leaf, name) => (leaf.css ? `{styles.${name}}` : `"${name}"`);

function listLeaf(leaf) {
  return lines(
    leafHead(leaf, 'useMemo, useState'),
    `  limit?: number;`,
    `}`,
    '',
    `const LABELS = [${list(leaf.words)}] as const;`,
    '',
    `/** Lists the ${leaf.noun.toLowerCase()} of a ${leaf.model.toLowerCase()}. */`,
    `export function ${leaf.name}({ title, record = sample${leaf.model}s[0], dense = false, limit = ${leaf.number} }: ${leaf.name}Props) {`,
    `  const [filter, setFilter] = useState('');`,
    `  const rows = useMemo(() => {`,
    `    const wanted = LABELS.filter(label => label.toLowerCase().includes(filter.toLowerCase()));`,
    `    return wanted.slice(0, limit).map((label, index) => ({ label, weight: (index + 1) * record.amount }));`,
    `  }, [filter, limit, record.amount]);`,
    `  const total = rows.reduce((sum, row) => sum + row.weight, 0);`,
    '',
    `  return (`,
    `    <section className=${className(leaf, 'list')} data-component="${leaf.name}" data-dense={dense || undefined}>`,
    `      <input`,
    `        aria-label={\`Filter \${title}\`}`,
    `        value={filter}`,
    `        onChange={event => setFilter(event.target.value)}`,
    `      />`,
    `      <ul>`,
    `        {rows.map(row => (`,
    `          <li key={row.label} title={row.label}>`,
    `            {row.label}: {row.weight.toFixed(${leaf.number % 3})}`,
    `          </li>`,
    `        ))}`,
    `      </ul>`,
    leafTail(leaf, 'total'),
    `    </section>`,
    `  );`,
    `}`,
  );
}

function formLeaf(leaf) {
  return lines(
    leafHead(leaf, 'type FormEvent, useCallback, useReducer'),
    `  onSave?: (value: ${leaf.model}) => void;`,
    `}`,
    '',
    `type Action = { type: 'rename'; label: string } | { type: 'change'; amount: number } | { type: 'reset' };`,
    '',
    `function reduce(state: ${leaf.model}, action: Action): ${leaf.model} {`,
    `  switch (action.type) {`,
    `    case 'rename':`,
    `      return { ...state, label: action.label };`,
    `    case 'change':`,
    `      return { ...state, amount: Math.max(0, action.amount) };`,
    `    default:`,
    `      return sample${leaf.model}s[${leaf.number % 3}];`,
    `  }`,
    `}`,
    '',
    `export function ${leaf.name}({ title, record = sample${leaf.model}s[${leaf.number % 3}], dense, onSave }: ${leaf.name}Props) {`,
    `  const [state, dispatch] = useReducer(reduce, record);`,
    `  const submit = useCallback(`,
    `    (event: FormEvent) => {`,
    `      event.preventDefault();`,
    `      onSave?.(state);`,
    `    },`,
    `    [onSave, state],`,
    `  );`,
    `  const invalid = state.label.trim() === '' || state.amount > ${leaf.number * 1000};`,
    '',
    `  return (`,
    `    <form className=${className(leaf, 'form')} data-component="${leaf.name}" onSubmit={submit}>`,
    `      <label>`,
    `        {title}`,
    `        <input value={state.label} onChange={event => dispatch({ type: 'rename', label: event.target.value })} />`,
    `      </label>`,
    `      <label>`,
    `        ${leaf.noun}`,
    `        <input`,
    `          type="number"`,
    `          value={state.amount}`,
    `          onChange={event => dispatch({ type: 'change', amount: Number(event.target.value) })}`,
    `        />`,
    `      </label>`,
    `      {invalid && <p role="alert">${leaf.noun} is not right</p>}`,
    `      {!dense && (`,
    `        <button type="button" onClick={() => dispatch({ type: 'reset' })}>`,
    `          Reset`,
    `        </button>`,
    `      )}`,
    leafTail(leaf, 'state.amount'),
    `    </form>`,
    `  );`,
    `}`,
  );
}

function tableLeaf(leaf) {
  return lines(
    leafHead(leaf, 'Fragment, useMemo, useState'),
    `  rows?: readonly ${leaf.model}[];`,
    `}`,
    '',
    `enum Order {`,
    `  Label = 'label',`,
    `  Amount = 'amount',`,
    `}`,
    '',
    `const COLUMNS: ReadonlyArray<{ key: Order; title: string }> = [`,
    `  { key: Order.Label, title: '${leaf.words[0]}' },`,
    `  { key: Order.Amount, title: '${leaf.noun}' },`,
    `];`,
    '',
    `export function ${leaf.name}({ title, dense = ${leaf.number % 2 === 0}, rows = sample${leaf.model}s }: ${leaf.name}Props) {`,
    `  const [order, setOrder] = useState<Order>(Order.Amount);`,
    `  const sorted = useMemo(() => {`,
    `    const compare = (a: ${leaf.model}, b: ${leaf.model}) =>`,
    `      order === Order.Amount ? b.amount - a.amount : a.label.localeCompare(b.label);`,
    `    return [...rows].sort(compare);`,
    `  }, [order, rows]);`,
    `  const best = sorted[0]?.amount ?? 0;`,
    '',
    `  return (`,
    `    <Fragment>`,
    `      <table className=${className(leaf, 'table')} data-component="${leaf.name}">`,
    `        <caption>{title}</caption>`,
    `        <thead>`,
    `          <tr>`,
    `            {COLUMNS.map(column => (`,
    `              <th key={column.key} aria-sort={column.key === order ? 'descending' : 'none'}>`,
    `                <button onClick={() => setOrder(column.key)}>{column.title}</button>`,
    `              </th>`,
    `            ))}`,
    `          </tr>`,
    `        </thead>`,
    `        <tbody>`,
    `          {sorted.map(row => (`,
    `            <tr key={row.id} style={dense ? { lineHeight: 1 } : undefined}>`,
    `              <td>{row.label}</td>`,
    `              <td>{row.amount}</td>`,
    `            </tr>`,
    `          ))}`,
    `        </tbody>`,
    `      </table>`,
    leafTail(leaf, 'best'),
    `    </Fragment>`,
    `  );`,
    `}`,
  );
}

function statLeaf(leaf) {
  return lines(
    leafHead(leaf, 'type ReactNode, useContext'),
    `  children?: ReactNode;`,
    `}`,
    '',
    `const STEPS = { low: ${leaf.number}, high: ${leaf.number * 7} };`,
    '',
    `function level(amount: number): keyof typeof STEPS | 'middle' {`,
    `  if (amount < STEPS.low) return 'low';`,
    `  return amount > STEPS.high ? 'high' : 'middle';`,
    `}`,
    '',
    `export function ${leaf.name}({ title, record, dense, children }: ${leaf.name}Props) {`,
    `  const session = useContext(SessionContext);`,
    `  const amount = record?.amount ?? ${leaf.number * 11};`,
    `  const shown = level(amount);`,
    '',
    `  return (`,
    `    <article className=${className(leaf, 'stat')} data-component="${leaf.name}" data-level={shown}>`,
    `      <header>`,
    `        <strong>{title}</strong>`,
    `        {!dense && <span>{session.user}</span>}`,
    `      </header>`,
    `      <p>`,
    `        ${leaf.noun}: {amount} ({shown})`,
    `      </p>`,
    leafTail(leaf, 'amount'),
    `      {children}`,
    `    </article>`,
    `  );`,
    `}`,
  ).replace(/^(import .* from 'react';\n)/, `$1import { SessionContext } from '${leaf.up}lib/session';\n`);
}

function timerLeaf(leaf) {
  return lines(
    leafHead(leaf, 'useEffect, useId, useRef, useState'),
    `  interval?: number;`,
    `}`,
    '',
    `export function ${leaf.name}({ title, record = sample${leaf.model}s[1], dense, interval = 0 }: ${leaf.name}Props) {`,
    `  const id = useId();`,
    `  const [open, setOpen] = useState(!dense);`,
    `  const [ticks, setTicks] = useState(${leaf.number});`,
    `  const started = useRef(0);`,
    '',
    `  useEffect(() => {`,
    `    if (interval <= 0) return undefined;`,
    `    started.current += 1;`,
    `    const timer = setInterval(() => setTicks(old => old + 1), interval);`,
    `    return () => clearInterval(timer);`,
    `  }, [interval]);`,
    '',
    `  const words = [${list(leaf.words)}].map((word, index) => \`\${word} \${index * ticks}\`);`,
    '',
    `  return (`,
    `    <div className=${className(leaf, 'timer')} data-component="${leaf.name}">`,
    `      <button aria-controls={id} aria-expanded={open} onClick={() => setOpen(!open)}>`,
    `        {title} of {record.label}`,
    `      </button>`,
    `      <div id={id} hidden={!open}>`,
    `        {words.join(', ')}`,
    `      </div>`,
    leafTail(leaf, 'ticks'),
    `    </div>`,
    `  );`,
    `}`,
  );
}

const LEAVES = [listLeaf, formLeaf, tableLeaf, statLeaf, timerLeaf];

/** Fills in what the plan leaves open, and writes the component. */
export function leafText(leaf, random) {
  const details = {
    ...leaf,
    noun: random.pick(NOUNS),
    unit: random.pick(UNITS),
    number: random.between(2, 90),
    words: random.some(NOUNS, random.between(3, 6)),
  };
  return LEAVES[leaf.kind % LEAVES.length](details);
}

/** A component whose work is to show others: panels, sections and pages. */
export function holderText(holder) {
  const { name, children, css, depth } = holder;
  const element = ['main', 'section', 'div'][depth] ?? 'div';
  return lines(
    `import { ${depth === 1 ? 'useState' : 'memo, useMemo'} } from 'react';`,
    `import { Heading, Stack } from '@bench/ui';`,
    ...only(holder.hub, `import { revisionLabel } from '${holder.up}lib/hub';`),
    ...only(holder.hook, `import { ${holder.hook} } from '${holder.toFeature}${holder.hook}';`),
    `import type { ${holder.model} } from '${holder.toFeature}model';`,
    children.map(child => `import { ${child.name} } from '${child.from}';`),
    ...only(css, `import styles from './${css}';`),
    '',
    `export interface ${name}Props {`,
    `  title?: string;`,
    `  records?: readonly ${holder.model}[];`,
    `}`,
    '',
    depth === 1 ? tabbed(holder, element) : plain(holder, element),
  );
}

const classOf = holder => (holder.css ? '{styles.panel}' : '"panel"');

function plain({ name, title, children, css, hub, hook, model }, element) {
  return [
    `const NO_RECORDS: readonly ${model}[] = [];`,
    '',
    `/** ${title}: ${children.length} parts. */`,
    `export const ${name} = memo(function ${name}({ title = '${title}', records = NO_RECORDS }: ${name}Props) {`,
    ...only(hook, `  const visible = ${hook}(records);`),
    `  const known = useMemo(() => new Map(${hook ? 'visible' : 'records'}.map(record => [record.id, record])), [${hook ? 'visible' : 'records'}]);`,
    '',
    `  return (`,
    `    <${element} className=${classOf({ css })} data-component="${name}">`,
    `      <Heading title={title}>{known.size > 0 ? \`\${known.size} records\` : 'no records'}</Heading>`,
    ...only(hub, `      <small data-hub>{revisionLabel('${name}')}</small>`),
    `      <Stack title={title}>`,
    children.map(
      (child, index) =>
        `        <${child.name} title="${child.title}"${child.leaf ? ` record={known.get(${index})}` : ' records={records}'} />`,
    ),
    `      </Stack>`,
    `    </${element}>`,
    `  );`,
    `});`,
  ];
}

function tabbed({ name, title, children, css, hub }, element) {
  return [
    `/** ${title}, whose parts can be folded. */`,
    `export function ${name}({ title = '${title}', records }: ${name}Props) {`,
    `  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());`,
    `  const toggle = (part: string) => {`,
    `    const next = new Set(folded);`,
    `    if (!next.delete(part)) next.add(part);`,
    `    setFolded(next);`,
    `  };`,
    '',
    `  return (`,
    `    <${element} className=${classOf({ css })} data-component="${name}">`,
    `      <Heading title={title}>{folded.size} folded</Heading>`,
    ...only(hub, `      <small data-hub>{revisionLabel('${name}')}</small>`),
    `      <nav>`,
    `        {[${list(children.map(child => child.title))}].map(part => (`,
    `          <button key={part} onClick={() => toggle(part)}>`,
    `            {part}`,
    `          </button>`,
    `        ))}`,
    `      </nav>`,
    `      <Stack title={title}>`,
    children.map(
      child => `        {!folded.has('${child.title}') && <${child.name} title="${child.title}" records={records} />}`,
    ),
    `      </Stack>`,
    `    </${element}>`,
    `  );`,
    `}`,
  ];
}

/** One component of the shared packages. */
export function uiText(name, index) {
  const tag = ['div', 'span', 'p', 'section'][index % 4];
  return lines(
    `import { type CSSProperties, type ReactNode, useMemo } from 'react';`,
    ...only(index % 5 === 0, `import styles from './${name}.module.css';`),
    '',
    `export type ${name}Tone = 'plain' | 'good' | 'bad';`,
    '',
    `export interface ${name}Props {`,
    `  title?: string;`,
    `  tone?: ${name}Tone;`,
    `  wide?: boolean;`,
    `  children?: ReactNode;`,
    `}`,
    '',
    `const COLORS: Record<${name}Tone, string> = {`,
    `  plain: 'hsl(${(index * 37) % 360} 20% 30%)',`,
    `  good: 'hsl(140 60% 30%)',`,
    `  bad: 'hsl(0 60% 40%)',`,
    `};`,
    '',
    `/** ${name} of the design system. */`,
    `export function ${name}({ title, tone = 'plain', wide = false, children }: ${name}Props) {`,
    `  const style = useMemo<CSSProperties>(`,
    `    () => ({ color: COLORS[tone], ...(wide && { width: '100%' }), gap: ${index % 9} }),`,
    `    [tone, wide],`,
    `  );`,
    `  return (`,
    `    <${tag} className=${index % 5 === 0 ? '{styles.root}' : `"ui-${name.toLowerCase()}"`} title={title} style={style}>`,
    `      {children ?? title}`,
    `    </${tag}>`,
    `  );`,
    `}`,
  );
}

/** One chart of the package that does not say whether it has side effects. */
export function chartText(name, index) {
  return lines(
    `import { useId } from 'react';`,
    `import { scale } from './scale';`,
    '',
    `export interface ${name}Props {`,
    `  values: readonly number[];`,
    `  width?: number;`,
    `  height?: number;`,
    `}`,
    '',
    `/** ${capital(name)}: a small drawing of some numbers. */`,
    `export function ${name}({ values, width = ${60 + index}, height = 20 }: ${name}Props) {`,
    `  const id = useId();`,
    `  const place = scale(values, height);`,
    `  const step = width / Math.max(1, values.length - 1);`,
    `  const path = values.map((value, index) => \`\${index === 0 ? 'M' : 'L'}\${index * step} \${place(value)}\`).join(' ');`,
    `  return (`,
    `    <svg width={width} height={height} role="img" aria-labelledby={id}>`,
    `      <title id={id}>{values.join(', ')}</title>`,
    `      <path d={path} fill="none" stroke="currentColor" strokeWidth={${1 + (index % 3)}} />`,
    `    </svg>`,
    `  );`,
    `}`,
  );
}
