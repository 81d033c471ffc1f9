// @babel/parser: types, elements and mended errors.
import { parse, parseExpression, tokTypes } from '@babel/parser';

export default () => {
  const { program, errors } = parse(
    'type A<T> = T extends infer U ? U : never; @dec class B { static #x?: A<1> = <p>{1}</p>; } let a; let a;',
    { sourceType: 'module', errorRecovery: true, plugins: ['typescript', 'jsx', 'decorators'] },
  );
  return [
    JSON.stringify(program).length,
    program.body.map(({ type }) => type),
    errors.map(({ message }) => message),
    parseExpression('a ?? b?.c!', { plugins: ['typescript'] }).type,
    Object.keys(tokTypes).length,
  ];
};
