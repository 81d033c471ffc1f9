// graphql-request: a request with a fetch of its own.
import { ClientError, GraphQLClient, gql } from 'graphql-request';

export default async () => {
  const seen = [];
  const answer = body => async (url, init) => (
    seen.push([String(url), init.body]),
    new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
  );
  const query = gql`
    query ($a: Int) {
      b(c: $a)
    }
  `;
  const good = await new GraphQLClient('http://x.example/g', { fetch: answer({ data: { b: 1 } }) }).request(query, {
    a: 2,
  });
  const bad = await new GraphQLClient('http://x.example/g', { fetch: answer({ errors: [{ message: 'no' }] }) })
    .request(query)
    .catch(error => [error instanceof ClientError, error.response.errors]);
  return [good, bad, seen];
};
