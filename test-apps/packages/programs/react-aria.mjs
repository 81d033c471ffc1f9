// react-aria: a button, a field and a slider's parts.
import { createElement as h, useRef } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import {
  FocusRing,
  I18nProvider,
  SSRProvider,
  VisuallyHidden,
  mergeProps,
  useButton,
  useDateFormatter,
  useNumberFormatter,
  useTextField,
} from 'react-aria';

function View() {
  const ref = useRef(null);
  const { buttonProps } = useButton({ elementType: 'div', children: 'go', isDisabled: true }, ref);
  const { labelProps, inputProps, descriptionProps } = useTextField(
    { label: 'name', description: 'help', isRequired: true },
    ref,
  );
  const [date, number] = [
    useDateFormatter({ dateStyle: 'long', timeZone: 'UTC' }),
    useNumberFormatter({ style: 'unit', unit: 'liter' }),
  ];
  return h(
    'div',
    null,
    h('div', buttonProps),
    h('label', labelProps),
    h('input', { ...inputProps, ref }),
    h('i', descriptionProps),
    date.format(new Date(0)),
    number.format(1.5),
  );
}

export default () => [
  renderToStaticMarkup(
    h(
      SSRProvider,
      null,
      h(
        I18nProvider,
        { locale: 'de-DE' },
        h(FocusRing, { focusRingClass: 'f' }, h('b')),
        h(VisuallyHidden, null, 'v'),
        h(View),
      ),
    ),
  ),
  mergeProps({ className: 'a', id: 'x' }, { className: 'b' }),
];
