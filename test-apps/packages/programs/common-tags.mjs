// common-tags: tags for templates.
import { commaLists, html, oneLine, safeHtml, stripIndent } from 'common-tags';

export default () => [
  commaLists`${['a', 'b']} and ${['c']}`,
  html`
    <ul>
      ${['<li>1</li>', '<li>2</li>']}
    </ul>
  `,
  oneLine`a
    b`,
  safeHtml`<b>${'<i>'}</b>`,
  stripIndent`
    x
      y
  `,
];
