// knockout: bindings and computed values.
import ko from 'knockout';

export default () => {
  const list = ko.observableArray([1, 2]);
  const name = ko.observable('a');
  const text = ko.pureComputed(() => `${name()}:${list().join()}`);
  const seen = [];
  text.subscribe(value => seen.push(value));
  const element = document.createElement('div');
  element.innerHTML =
    '<b data-bind="text: text, css: { long: list().length > 2 }"></b><ul data-bind="foreach: list"><li data-bind="text: $data"></li></ul>';
  ko.applyBindings({ text, list }, element);
  list.push(3);
  name('b');
  return [element.innerHTML, seen, ko.toJS({ a: name })];
};
