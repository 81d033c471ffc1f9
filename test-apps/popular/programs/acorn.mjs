// acorn: parses a module with the newest syntax.
import { parse, tokenizer } from 'acorn';

export default () => [
  parse('async function* f({ a = 1, ...b }) { for await (const x of y) yield `t${x}`; }', { ecmaVersion: 'latest' }),
  [...tokenizer('a ?? b?.c', { ecmaVersion: 2022 })].length,
];
