// radix-ui: several components on the server.
import {
  Accordion,
  Avatar,
  Checkbox,
  Label,
  Progress,
  RadioGroup,
  Separator,
  Switch,
  Tabs,
  Toggle,
  VisuallyHidden,
} from 'radix-ui';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

export default () =>
  renderToStaticMarkup(
    h(
      'div',
      null,
      h(
        Accordion.Root,
        { type: 'single', defaultValue: 'a' },
        h(
          Accordion.Item,
          { value: 'a' },
          h(Accordion.Header, null, h(Accordion.Trigger, null, 'A')),
          h(Accordion.Content, null, 'text'),
        ),
      ),
      h(Avatar.Root, null, h(Avatar.Fallback, null, 'AB')),
      h(Checkbox.Root, { defaultChecked: true }, h(Checkbox.Indicator, null, 'x')),
      h(Label.Root, null, 'label'),
      h(Progress.Root, { value: 30 }, h(Progress.Indicator)),
      h(RadioGroup.Root, { defaultValue: '1' }, h(RadioGroup.Item, { value: '1' })),
      h(Separator.Root),
      h(Switch.Root, { checked: true }, h(Switch.Thumb)),
      h(
        Tabs.Root,
        { defaultValue: 't' },
        h(Tabs.List, null, h(Tabs.Trigger, { value: 't' }, 'T')),
        h(Tabs.Content, { value: 't' }, 'content'),
      ),
      h(Toggle.Root, { pressed: true }, 'b'),
      h(VisuallyHidden.Root, null, 'hidden'),
    ),
  );
