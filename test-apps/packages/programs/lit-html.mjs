// lit-html: templates that change.
import { html, render } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { unsafeHTML } from 'lit-html/directives/unsafe-html.js';
import { when } from 'lit-html/directives/when.js';

export default () => {
  const element = document.createElement('div');
  const view = ({ name, list }) =>
    html`<p id=${name} ?hidden=${!list.length} .value=${name}>${name}${list.map(n => html`<b>${n}</b>`)}</p>
      ${unsafeHTML('<i>raw</i>')}${when(
        name === 'x',
        () => 'yes',
        () => 'no',
      )}${guard([name], () => name)}`;
  render(view({ name: 'x', list: [1, 2] }), element);
  const before = element.innerHTML;
  render(view({ name: 'y', list: [] }), element);
  return [before, element.innerHTML].map(text => text.replace(/lit\$\d+\$/g, 'lit'));
};
