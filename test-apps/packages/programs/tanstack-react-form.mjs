// @tanstack/react-form: fields with rules.
import { FormApi, revalidateLogic, useForm } from '@tanstack/react-form';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

function View() {
  const form = useForm({ defaultValues: { people: [{ name: 'a' }] } });
  return h(form.Field, { name: 'people[0].name' }, field => h('i', null, field.state.value));
}

export default async () => {
  const form = new FormApi({
    defaultValues: { a: '', b: [1] },
    validators: { onSubmit: ({ value }) => (value.a ? undefined : 'empty') },
  });
  form.mount();
  form.setFieldValue('b[1]', 2);
  await form.handleSubmit();
  return [
    renderToStaticMarkup(h(View)),
    form.state.values,
    form.state.errors,
    form.state.canSubmit,
    typeof revalidateLogic,
  ];
};
