// change-case: every case.
import * as changeCase from 'change-case';

export default () => [
  [
    changeCase.camelCase('foo bar'),
    changeCase.capitalCase('fooBar'),
    changeCase.constantCase('fooBar'),
    changeCase.dotCase('fooBar'),
  ],
  [
    changeCase.kebabCase('XMLHttp'),
    changeCase.noCase('fooBAR2'),
    changeCase.pascalSnakeCase('foo bar'),
    changeCase.snakeCase('a1b'),
  ],
];
