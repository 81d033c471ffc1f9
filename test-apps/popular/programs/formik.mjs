// formik: a form, and values by path.
import { Field, Form, Formik, getIn, setIn } from 'formik';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

export default () => {
  const form = h(Formik, { initialValues: { a: 'v' }, onSubmit() {} }, () => h(Form, null, h(Field, { name: 'a' })));
  return [renderToStaticMarkup(form), getIn({ a: [{ b: 1 }] }, 'a[0].b'), setIn({}, 'a.b', 1)];
};
