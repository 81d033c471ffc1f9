// downshift: a select that opens.
import { useCombobox, useSelect } from 'downshift';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

function View() {
  const items = ['a', 'b'];
  const select = useSelect({ items, initialIsOpen: true, initialSelectedItem: 'b', id: 's' });
  const combobox = useCombobox({ items, initialInputValue: 'x', id: 'c' });
  return h(
    'div',
    null,
    h('b', select.getToggleButtonProps()),
    h(
      'ul',
      select.getMenuProps(),
      items.map((item, index) => h('li', { ...select.getItemProps({ item, index }), key: item }, item)),
    ),
    h('input', combobox.getInputProps()),
    h('ul', combobox.getMenuProps()),
  );
}

export default () => renderToStaticMarkup(h(View));
