// yjs: documents that are merged.
import * as Y from 'yjs';

export default () => {
  const [one, two] = [new Y.Doc(), new Y.Doc()];
  one.clientID = 1;
  two.clientID = 2;
  const undo = new Y.UndoManager(one.getText('t'));
  one.getText('t').insert(0, 'hello', { bold: true });
  two.getMap('m').set('k', new Y.Array());
  two
    .getMap('m')
    .get('k')
    .push([1, { a: 2 }]);
  Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
  two.getText('t').insert(0, 'X');
  Y.applyUpdate(two, Y.encodeStateAsUpdate(one, Y.encodeStateVector(two)));
  Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
  const before = one.getText('t').toDelta();
  undo.undo();
  return [
    before,
    one.getText('t').toString(),
    one.getMap('m').toJSON(),
    two.getText('t').toString(),
    [...Y.encodeStateVector(one)],
    Y.createRelativePositionFromTypeIndex(two.getText('t'), 1).assoc,
  ];
};
