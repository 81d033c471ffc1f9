// react-final-form: a form with arrays of errors.
import { FORM_ERROR, createForm } from 'final-form';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Field, Form } from 'react-final-form';

const render = () => h(Field, { name: 'a.b' }, ({ input, meta }) => h('input', { ...input, 'data-error': meta.error }));

export default () => {
  const form = createForm({ onSubmit: () => ({ [FORM_ERROR]: 'no' }), initialValues: { x: 1 } });
  form.registerField('x', () => {}, { value: true });
  form.change('x', 2);
  form.submit();
  return [
    renderToStaticMarkup(
      h(Form, { onSubmit() {}, initialValues: { a: { b: 'c' } }, validate: () => ({ a: { b: 'wrong' } }), render }),
    ),
    form.getState().submitError,
    form.getState().values,
  ];
};
