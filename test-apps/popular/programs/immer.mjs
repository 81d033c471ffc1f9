// immer: drafts of objects and sets, and patches.
import { enableMapSet, enablePatches, produce, produceWithPatches } from 'immer';

enableMapSet();
enablePatches();

export default () => [
  produce({ a: { b: 1 } }, draft => void draft.a.b++),
  produceWithPatches({ list: [1] }, draft => void draft.list.push(2)),
  [...produce(new Set([1]), draft => void draft.add(2))],
];
