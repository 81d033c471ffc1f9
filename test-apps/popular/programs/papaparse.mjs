// papaparse: reads quoted cells and writes them.
import Papa from 'papaparse';

export default () => [
  Papa.parse('a,b\n1,"x ""y"""\n', { header: true, dynamicTyping: true, skipEmptyLines: true }).data,
  Papa.unparse([{ a: 1, b: 'q,r' }]),
];
