// @babel/types: builders, checks and validation.
import * as t from '@babel/types';

export default () => {
  const call = t.callExpression(t.memberExpression(t.identifier('a'), t.identifier('b')), [
    t.numericLiteral(1),
    t.valueToNode({ x: [null, /r/g] }),
  ]);
  let problem;
  try {
    t.identifier('not valid!');
  } catch (error) {
    problem = error.message;
  }
  return [
    call,
    t.isCallExpression(call),
    t.matchesPattern(call.callee, 'a.b'),
    t.isNodesEquivalent(call, t.cloneNode(call)),
    t.toIdentifier('a-b c'),
    problem,
    t.TYPES.length,
  ];
};
