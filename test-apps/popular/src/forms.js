// Forms, pages and languages in React, rendered to text.
import { Field, Form, Formik, getIn, setIn } from 'formik';
import { createInstance } from 'i18next';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Controller, get, useForm } from 'react-hook-form';
import { I18nextProvider, Trans, useTranslation } from 'react-i18next';
import { FormattedMessage, FormattedNumber, IntlProvider, createIntl } from 'react-intl';
import Markdown from 'react-markdown';
import { Link, MemoryRouter, Outlet, Route, Routes, matchPath, useParams } from 'react-router-dom';

function HookForm() {
  const { register, control, formState } = useForm({ defaultValues: { a: 'x', b: 'y' } });
  const chosen = h(Controller, { name: 'b', control, render: ({ field }) => h('i', null, field.value) });
  return h('form', null, h('input', register('a', { required: true })), chosen, String(formState.isDirty));
}

const FormikForm = () =>
  h(Formik, { initialValues: { a: 'v' }, onSubmit() {} }, () => h(Form, null, h(Field, { name: 'a' })));

const Item = () => h('b', null, useParams().id);
const Layout = () => h('div', null, h(Link, { to: '../home' }, 'home'), h(Outlet));
const Shop = () =>
  h(
    MemoryRouter,
    { initialEntries: ['/items/7'] },
    h(Routes, null, h(Route, { path: '/items', element: h(Layout) }, h(Route, { path: ':id', element: h(Item) }))),
  );

const Hello = () => h('p', null, useTranslation().t('hello', { name: 'Ada' }), h(Trans, { i18nKey: 'bold' }));

async function runReactI18next() {
  const i18n = createInstance();
  const translation = { hello: 'Hallo {{name}}', bold: 'sehr <strong>fett</strong>' };
  await i18n.init({ lng: 'de', resources: { de: { translation } }, showSupportNotice: false });
  return renderToStaticMarkup(h(I18nextProvider, { i18n }, h(Hello)));
}

const messages = { items: '{n, plural, one {# item} other {# items}}' };

export default async function run() {
  return {
    formik: [renderToStaticMarkup(h(FormikForm)), getIn({ a: [{ b: 1 }] }, 'a[0].b'), setIn({}, 'a.b', 1)],
    hookForm: [renderToStaticMarkup(h(HookForm)), get({ a: { b: 2 } }, 'a.b')],
    reactI18next: await runReactI18next(),
    reactIntl: [
      renderToStaticMarkup(
        h(
          IntlProvider,
          { locale: 'en', messages },
          h(FormattedMessage, { id: 'items', values: { n: 3 } }),
          h(FormattedNumber, { value: 1234.5 }),
        ),
      ),
      createIntl({ locale: 'de' }).formatNumber(1234.5),
    ],
    reactMarkdown: renderToStaticMarkup(h(Markdown, null, '# t\n\n* a `b` [c](https://d.example)\n')),
    router: [renderToStaticMarkup(h(Shop)), matchPath('/x/:y/*', '/x/1/2')],
  };
}
