// csv-parse: quotes, columns and types.
import { parse } from 'csv-parse/browser/esm/sync';

export default () => [
  parse('a;"b ""q"""\n1;"x\ny"\n', { delimiter: ';', columns: true, cast: true }),
  parse('1, 2,\n# c\n3,4,5', { comment: '#', trim: true, relax_column_count: true, info: true }).length,
];
