// msgpackr: structures and records.
import { Packr, pack, unpack, unpackMultiple, addExtension, FLOAT32_OPTIONS } from 'msgpackr';

class Own {
  constructor(n) {
    this.n = n;
  }
}

export default () => {
  addExtension({ Class: Own, type: 11, pack: own => pack(own.n), unpack: bytes => new Own(unpack(bytes)) });
  const packr = new Packr({ structuredClone: true, useRecords: true });
  const value = { a: [1, 2n ** 40n, 1.5], s: new Set([1]), m: new Map([[1, { x: 1 }]]), o: new Own(4) };
  value.self = value;
  const copy = packr.unpack(packr.pack(value));
  return [
    copy.self === copy,
    [...copy.s],
    [...copy.m],
    copy.o,
    [...pack({ a: 'b', c: [null, true] })],
    unpackMultiple(new Uint8Array([1, 2, 0xc0])),
    FLOAT32_OPTIONS,
  ];
};
