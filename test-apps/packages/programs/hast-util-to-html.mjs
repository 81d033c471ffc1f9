// hast-util-to-html: trees as html.
import { toHtml } from 'hast-util-to-html';

export default () => [
  toHtml(
    {
      type: 'element',
      tagName: 'svg',
      properties: { viewBox: '0 0 1 1', strokeWidth: 2 },
      children: [{ type: 'element', tagName: 'path', properties: {}, children: [] }],
    },
    { space: 'svg' },
  ),
  toHtml(
    { type: 'element', tagName: 'input', properties: { value: 'é"\'', checked: true }, children: [] },
    { characterReferences: { subset: ['é'] }, quoteSmart: true },
  ),
];
