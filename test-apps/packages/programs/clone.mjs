// clone: cycles and prototypes.
import clone from 'clone';

export default () => {
  class Point {
    x = 1;
  }
  const value = { p: new Point(), m: new Map([[1, 2]]), list: [new Date(0), /a/g] };
  value.self = value;
  const copy = clone(value);
  return [copy.self === copy, copy.p instanceof Point, [...copy.m], copy.list];
};
