// prosemirror-model: documents, slices and schemas.
import { DOMSerializer, Fragment, Schema, Slice } from 'prosemirror-model';

const schema = new Schema({
  nodes: { doc: { content: 'p+' }, p: { content: 'text*', toDOM: () => ['p', 0] }, text: {} },
  marks: { em: { toDOM: () => ['em', 0] } },
});

export default () => {
  const doc = schema.node('doc', null, [
    schema.node('p', null, [schema.text('one '), schema.text('two', [schema.mark('em')])]),
    schema.node('p'),
  ]);
  const element = document.createElement('div');
  element.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content));
  return [
    element.innerHTML,
    doc.toJSON(),
    String(doc.cut(2, 6)),
    doc.resolve(3).depth,
    String(doc.replace(2, 4, new Slice(Fragment.from(schema.text('X')), 0, 0))),
    doc.textBetween(0, doc.content.size, '|'),
  ];
};
