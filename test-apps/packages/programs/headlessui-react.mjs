// @headlessui/react: a disclosure and tabs.
import {
  Disclosure,
  DisclosureButton,
  DisclosurePanel,
  Switch,
  Tab,
  TabGroup,
  TabList,
  TabPanel,
  TabPanels,
  Listbox,
  ListboxButton,
} from '@headlessui/react';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

export default () =>
  renderToStaticMarkup(
    h(
      'div',
      null,
      h(Disclosure, { defaultOpen: true }, ({ open }) => [
        h(DisclosureButton, { key: 1 }, String(open)),
        h(DisclosurePanel, { key: 2 }, 'panel'),
      ]),
      h(Switch, { checked: true, onChange() {} }, 'on'),
      h(
        TabGroup,
        { defaultIndex: 1 },
        h(TabList, null, h(Tab, null, 'a'), h(Tab, null, 'b')),
        h(TabPanels, null, h(TabPanel, null, 'A'), h(TabPanel, null, 'B')),
      ),
      h(
        Listbox,
        { value: 'x', onChange() {} },
        h(ListboxButton, null, ({ value }) => value),
      ),
    ),
  );
