// @urql/core: a query through exchanges.
import { Client, cacheExchange, createRequest, gql, mapExchange, stringifyDocument } from '@urql/core';
import { fromValue, mergeMap, pipe } from 'wonka';

export default async () => {
  const answers = () => operations =>
    pipe(
      operations,
      mergeMap(operation =>
        fromValue({
          operation,
          data: { user: { __typename: 'User', id: operation.variables.id } },
          stale: false,
          hasNext: false,
        }),
      ),
    );
  const client = new Client({
    url: 'http://x.example',
    preferGetMethod: false,
    exchanges: [
      cacheExchange,
      mapExchange({ onResult: result => ({ ...result, extensions: { seen: true } }) }),
      answers,
    ],
  });
  const query = gql`
    query Q($id: ID!) {
      user(id: $id) {
        id
      }
    }
  `;
  const result = await client.query(query, { id: 7 }).toPromise();
  return [result.data, result.extensions, createRequest(query, { id: 1 }).key, stringifyDocument(query)];
};
