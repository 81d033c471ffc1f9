// fast-json-patch: patches, observed and compared.
import * as patch from 'fast-json-patch';

const tool = patch.default ?? patch;

export default () => {
  const document = { a: [1, 2], b: { c: 1 } };
  const observer = tool.observe(document);
  document.a.push(3);
  delete document.b.c;
  return [
    tool.generate(observer),
    tool.compare({ x: 1 }, { y: 2 }),
    tool.applyPatch({ q: [1] }, [
      { op: 'add', path: '/q/-', value: 2 },
      { op: 'move', from: '/q', path: '/r' },
    ]).newDocument,
    tool.validate([{ op: 'bad', path: '/' }])?.name,
    tool.getValueByPointer({ 'a/b': 1 }, '/a~1b'),
  ];
};
