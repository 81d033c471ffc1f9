// json5: comments, trailing commas and other numbers.
import JSON5 from 'json5';

export default () => [
  JSON5.parse("{ // c\n a: 'x\\\ny', b: [.5, +Infinity, 0xF,], 'ü': null, }"),
  JSON5.stringify({ 'a-b': [NaN, "it's"], c: { d: undefined } }, null, 2),
  JSON5.parse('[1,{"a":2}]', (key, value) => (key === 'a' ? value * 10 : value)),
];
