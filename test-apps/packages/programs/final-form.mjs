// final-form: fields, rules and subscriptions.
import { createForm, formSubscriptionItems, getIn, setIn } from 'final-form';
import * as arrays from 'final-form';

export default async () => {
  const form = createForm({
    onSubmit: async () => ({ name: 'taken' }),
    validate: values => (values.name ? {} : { name: 'required' }),
  });
  const seen = [];
  form.registerField('name', ({ error, dirty }) => seen.push([error, dirty]), { error: true, dirty: true });
  form.change('name', 'x');
  await form.submit();
  return [
    seen,
    form.getState().submitErrors,
    getIn({ a: [{ b: 1 }] }, 'a[0].b'),
    setIn({}, 'a[1].b', 2),
    formSubscriptionItems.length,
    Object.keys(arrays).length > 5,
  ];
};
