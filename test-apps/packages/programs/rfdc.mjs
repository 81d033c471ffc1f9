// rfdc: cycles and own clones of prototypes.
import rfdc from 'rfdc';

export default () => {
  const value = { a: [1, { b: new Date(3) }], m: new Map([['k', new Set([1])]]) };
  value.self = value;
  const copy = rfdc({ circles: true, proto: true })(value);
  return [copy.self === copy, copy.a, [...copy.m.get('k')]];
};
