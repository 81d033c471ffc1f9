// marked: a page with a table, and the tokens of a quote.
import { Lexer, marked } from 'marked';

export default () => [
  marked.parse('# h\n\n* a **b** `c`\n\n| a | b |\n|--|--|\n| 1 | 2 |'),
  new Lexer().lex('> q').length,
];
