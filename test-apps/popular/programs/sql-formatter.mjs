// sql-formatter: two dialects.
import { format, formatDialect, postgresql } from 'sql-formatter';

export default () => [
  format('select a,b from t left join u on t.i=u.i where a in (1,2)', { language: 'mysql', keywordCase: 'upper' }),
  formatDialect('select * from x', { dialect: postgresql }),
];
