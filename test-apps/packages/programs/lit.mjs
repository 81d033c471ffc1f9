// lit: an element with properties.
import { LitElement, css, html, nothing, svg } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';

class MyElement extends LitElement {
  static properties = { items: { type: Array }, on: { type: Boolean, reflect: true } };
  static styles = css`
    :host {
      color: ${css`red`};
    }
  `;
  constructor() {
    super();
    this.items = ['a', 'b'];
    this.on = true;
  }
  render() {
    return html`<ul class=${classMap({ x: this.on })} style=${styleMap({ top: '1px' })}>
        ${repeat(
          this.items,
          item => item,
          item => html`<li @click=${() => 1}>${item}</li>`,
        )}
      </ul>
      ${nothing}${svg`<g></g>`}`;
  }
}

export default async () => {
  customElements.define('my-element', MyElement);
  const element = document.body.appendChild(document.createElement('my-element'));
  await element.updateComplete;
  element.items = ['b', 'c', 'a'];
  element.on = false;
  await element.updateComplete;
  return [element.renderRoot.innerHTML.replace(/lit\$\d+\$/g, 'lit'), element.outerHTML, String(MyElement.styles)];
};
