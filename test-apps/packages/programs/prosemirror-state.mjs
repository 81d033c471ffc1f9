// prosemirror-state: transactions and a plugin.
import { Schema } from 'prosemirror-model';
import { EditorState, NodeSelection, Plugin, PluginKey, TextSelection } from 'prosemirror-state';

const schema = new Schema({ nodes: { doc: { content: 'p+' }, p: { content: 'text*' }, text: {} } });

export default () => {
  const key = new PluginKey('count');
  const plugin = new Plugin({
    key,
    state: { init: () => 0, apply: (tr, n) => n + tr.steps.length },
    filterTransaction: tr => !tr.getMeta('no'),
  });
  let state = EditorState.create({
    doc: schema.node('doc', null, [schema.node('p', null, [schema.text('hello')])]),
    plugins: [plugin],
  });
  const tr = state.tr.insertText('X', 2, 4);
  state = state.apply(tr.setSelection(TextSelection.create(tr.doc, 1, 3)));
  state = state.apply(state.tr.delete(1, 2).setMeta('no', true));
  return [
    String(state.doc),
    key.getState(state),
    state.selection.toJSON(),
    NodeSelection.create(state.doc, 0).node.childCount,
    state.toJSON(),
  ];
};
