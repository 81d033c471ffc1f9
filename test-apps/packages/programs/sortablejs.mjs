// sortablejs: a list and its order.
import Sortable from 'sortablejs';

export default () => {
  const list = document.body.appendChild(document.createElement('ul'));
  list.innerHTML = ['a', 'b', 'c'].map(id => `<li data-id="${id}">${id}</li>`).join('');
  const sortable = Sortable.create(list, { animation: 0, dataIdAttr: 'data-id' });
  sortable.sort(['c', 'a', 'b']);
  return [
    list.textContent,
    sortable.toArray(),
    sortable.option('animation'),
    Sortable.utils.index(list.children[1]),
    Sortable.utils.closest(list.firstChild, 'ul', document) === list,
  ];
};
