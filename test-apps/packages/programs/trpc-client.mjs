// @trpc/client: a call through links.
import { TRPCClientError, createTRPCClient, httpBatchLink, loggerLink, splitLink } from '@trpc/client';

export default async () => {
  const seen = [];
  const client = createTRPCClient({
    links: [
      splitLink({
        condition: ({ type }) => type === 'query',
        true: httpBatchLink({
          url: 'http://x.example/t',
          fetch: async url => (
            seen.push(String(url)),
            new Response(
              JSON.stringify([{ result: { data: 1 } }, { error: { message: 'no', code: -1, data: { code: 'X' } } }]),
              { headers: { 'content-type': 'application/json' } },
            )
          ),
        }),
        false: loggerLink(),
      }),
    ],
  });
  const results = await Promise.allSettled([client.a.b.query({ c: 1 }), client.d.query()]);
  return [results.map(({ value, reason }) => value ?? [reason instanceof TRPCClientError, reason.message]), seen];
};
