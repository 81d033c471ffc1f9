// @tanstack/query-core: queries, mutations and hydration.
import { MutationObserver, QueryClient, QueryObserver, dehydrate, hashKey, hydrate } from '@tanstack/query-core';

export default async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const seen = [];
  const unsubscribe = new QueryObserver(client, {
    queryKey: ['a', { c: 1, b: 2 }],
    queryFn: async () => 'data',
  }).subscribe(({ status, data }) => seen.push([status, data]));
  await new Promise(resolve => setTimeout(resolve, 20));
  unsubscribe();
  const done = await new MutationObserver(client, { mutationFn: async n => n * 2 }).mutate(4);
  const other = new QueryClient();
  hydrate(other, JSON.parse(JSON.stringify(dehydrate(client))));
  return [seen, done, other.getQueryData(['a', { b: 2, c: 1 }]), hashKey([{ b: 1, a: 2 }])];
};
