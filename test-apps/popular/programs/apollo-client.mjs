// @apollo/client: runs a query against a link and reads the cache.
import { ApolloClient, ApolloLink, InMemoryCache, Observable, gql } from '@apollo/client';

export default async () => {
  const answer = name => ({ data: { user: { __typename: 'User', id: 1, name } } });
  const link = new ApolloLink(
    ({ variables }) =>
      new Observable(observer => {
        observer.next(answer(variables.name));
        observer.complete();
      }),
  );
  const client = new ApolloClient({ cache: new InMemoryCache(), link });
  const query = gql`
    query User($name: String) {
      user(name: $name) {
        id
        name
      }
    }
  `;
  const { data } = await client.query({ query, variables: { name: 'Ada' } });
  return [data, client.cache.extract()];
};
