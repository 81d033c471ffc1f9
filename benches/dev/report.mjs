// The figures as a table to paste.
import { median } from './session.mjs';

const round = value => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
const MEGABYTE = 1e6;

/** Rows: name, and the figure of one tool's results, or nothing. */
const ROWS = [
  ['start → first page, s', ({ starts }) => median(starts.map(start => start.wall)) / 1000],
  ['… server answers after, s', ({ starts }) => median(starts.map(start => start.answered)) / 1000],
  ['… CPU of the server, s', ({ starts }) => median(starts.map(start => start.cpu))],
  ['… peak memory of the server, MB', ({ starts }) => median(starts.map(start => start.memory)) / MEGABYTE],
  ['leaf edit → update announced, ms', ({ leaf }) => leaf?.message],
  ['leaf edit → on screen, ms', ({ leaf }) => leaf?.page],
  ['leaf edit: CPU of the server, ms', ({ leaf }) => leaf?.cpu],
  ['hub edit → update announced, ms', ({ hub }) => hub?.message],
  ['hub edit → on screen, ms', ({ hub }) => hub?.page],
  ['hub edit: CPU of the server, ms', ({ hub }) => hub?.cpu],
  ['memory after 10 rebuilds, MB', ({ rebuilds }) => rebuilds && rebuilds.memory[10] / MEGABYTE],
  ['memory after all rebuilds, MB', ({ rebuilds }) => rebuilds && rebuilds.memory[rebuilds.count] / MEGABYTE],
  ['… growth, %', ({ rebuilds }) => rebuilds && rebuilds.growth * 100],
];

/** A column for each tool, and mfbuild's share of Rspack's figure if both were measured. */
export function table(results) {
  const tools = Object.keys(results).filter(tool => results[tool].starts.length > 0);
  const compare = tools.includes('mfbuild') && tools.includes('rspack');
  const line = cells => `| ${cells.join(' | ')} |`;
  const lines = [line(['', ...tools, ...(compare ? ['mfbuild / Rspack'] : [])])];
  lines.push(line(['---', ...tools.map(() => '---:'), ...(compare ? ['---:'] : [])]));
  for (const [name, figure] of ROWS) {
    const figures = tools.map(tool => figure(results[tool]));
    if (figures.every(value => value === undefined)) continue;
    const cells = figures.map(value => (value === undefined ? '–' : round(value)));
    if (compare) cells.push(name.includes('growth') ? '' : share(figure(results.mfbuild), figure(results.rspack)));
    lines.push(line([name, ...cells]));
  }
  const kept = tools.map(tool => [results[tool].leaf?.kept, results[tool].hub?.kept].map(answer).join(' / '));
  lines.push(line(['state kept after leaf / hub edits', ...kept, ...(compare ? [''] : [])]));
  return lines.join('\n');
}

const share = (own, other) => (own === undefined || other === undefined ? '' : `${((own / other) * 100).toFixed(0)} %`);
const answer = value => (value === undefined ? '–' : value ? 'yes' : 'no');
