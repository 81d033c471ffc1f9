// @hotwired/stimulus: a controller of elements.
import { Application, Controller } from '@hotwired/stimulus';

class Hello extends Controller {
  static targets = ['name', 'out'];
  static values = { count: { type: Number, default: 2 } };
  greet() {
    this.countValue++;
    this.outTarget.textContent = `${this.nameTarget.value} ${this.countValue} ${this.hasOutTarget}`;
  }
}

export default async () => {
  document.body.innerHTML =
    '<div data-controller="hello"><input data-hello-target="name" value="x"><button data-action="click->hello#greet"></button><b data-hello-target="out"></b></div>';
  const application = Application.start();
  application.register('hello', Hello);
  await new Promise(resolve => setTimeout(resolve, 30));
  document.querySelector('button').click();
  return document.body.innerHTML;
};
