// @babel/runtime: helpers of transformed code.
import asyncToGenerator from '@babel/runtime/helpers/asyncToGenerator';
import classPrivateFieldGet2 from '@babel/runtime/helpers/classPrivateFieldGet2';
import createForOfIteratorHelper from '@babel/runtime/helpers/createForOfIteratorHelper';
import inheritsLoose from '@babel/runtime/helpers/inheritsLoose';
import objectSpread2 from '@babel/runtime/helpers/objectSpread2';
import objectWithoutProperties from '@babel/runtime/helpers/objectWithoutProperties';
import slicedToArray from '@babel/runtime/helpers/slicedToArray';
import taggedTemplateLiteral from '@babel/runtime/helpers/taggedTemplateLiteral';
import typeOf from '@babel/runtime/helpers/typeof';
import wrapNativeSuper from '@babel/runtime/helpers/wrapNativeSuper';

export default async () => {
  const seen = [];
  const iterator = createForOfIteratorHelper(new Set([1, 2]));
  for (iterator.s(), void 0; ;) {
    const step = iterator.n();
    if (step.done) break;
    seen.push(step.value);
  }
  function A() {}
  inheritsLoose(A, Array);
  return [
    seen,
    objectSpread2({ a: 1 }, { b: 2 }),
    objectWithoutProperties({ a: 1, b: 2 }, ['a']),
    slicedToArray(new Map([[1, 2]]), 1),
    taggedTemplateLiteral(['a'], ['b']).raw,
    typeOf(Symbol()),
    typeOf(null),
    new (wrapNativeSuper(Error))('x') instanceof Error,
    await asyncToGenerator(function* () {
      return yield Promise.resolve(4);
    })(),
    classPrivateFieldGet2(new WeakMap([[A, 7]]), A),
  ];
};
