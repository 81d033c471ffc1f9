// lodash.clonedeep: copies cycles, maps and buffers.
import cloneDeep from 'lodash.clonedeep';

export default () => {
  const value = { m: new Map([[1, { x: 2 }]]), d: new Date(5), r: /x/gi, b: new Uint8Array([1, 2]) };
  value.self = value;
  const copy = cloneDeep(value);
  return [copy.self === copy, copy.m !== value.m, [...copy.m], copy.d, String(copy.r), [...copy.b]];
};
