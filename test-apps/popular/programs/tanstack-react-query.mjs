// @tanstack/react-query: queries that are cached and observed.
import { QueryClient, QueryClientProvider, QueryObserver, hashKey, useQuery } from '@tanstack/react-query';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

function Answer() {
  const { data, status } = useQuery({ queryKey: ['answer'], queryFn: () => 42, initialData: 41 });
  return h('p', null, data, ' ', status);
}

export default async () => {
  const client = new QueryClient();
  let calls = 0;
  const ask = () => client.fetchQuery({ queryKey: ['a', { b: 1 }], queryFn: async () => ++calls, staleTime: 1e6 });
  await ask();
  await ask();
  const observer = new QueryObserver(client, { queryKey: ['z'], queryFn: async () => 'zz' });
  const observed = await new Promise(resolve => {
    const stop = observer.subscribe(({ isSuccess, data }) => isSuccess && (stop(), resolve(data)));
  });
  const markup = renderToStaticMarkup(h(QueryClientProvider, { client }, h(Answer)));
  client.clear();
  return [calls, observed, hashKey([{ b: 1, a: 2 }]), markup];
};
