// jsondiffpatch: differences of trees.
import * as jsondiffpatch from 'jsondiffpatch';
import * as html from 'jsondiffpatch/formatters/html';
import * as jsonpatch from 'jsondiffpatch/formatters/jsonpatch';

export default () => {
  const tool = jsondiffpatch.create({ objectHash: item => item.id });
  const [left, right] = [
    { a: 1, list: [{ id: 1, x: 1 }, { id: 2 }] },
    { a: 2, list: [{ id: 2 }, { id: 1, x: 3 }] },
  ];
  const delta = tool.diff(left, right);
  return [
    delta,
    jsonpatch.format(delta),
    html.format(delta, left).length > 100,
    tool.patch(structuredClone(left), delta),
    tool.reverse(delta),
  ];
};
