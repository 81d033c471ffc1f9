// react-hook-form: fields with defaults.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Controller, get, useForm } from 'react-hook-form';

function Form() {
  const { register, control, formState } = useForm({ defaultValues: { a: 'x', b: 'y' } });
  const chosen = h(Controller, { name: 'b', control, render: ({ field }) => h('i', null, field.value) });
  return h('form', null, h('input', register('a', { required: true })), chosen, String(formState.isDirty));
}

export default () => [renderToStaticMarkup(h(Form)), get({ a: { b: 2 } }, 'a.b')];
