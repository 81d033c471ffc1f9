// protobufjs: a schema, a message written and read.
import protobuf from 'protobufjs';

const SCHEMA = `
  syntax = "proto3";
  message A { string a = 1; repeated int64 b = 2; map<string, B> c = 3; }
  message B { bool x = 1; }
`;

export default () => {
  const { root } = protobuf.parse(SCHEMA);
  const A = root.lookupType('A');
  const bytes = A.encode(A.create({ a: 'x', b: [1, 2], c: { k: { x: true } } })).finish();
  return [Array.from(bytes), A.toObject(A.decode(bytes), { longs: String })];
};
