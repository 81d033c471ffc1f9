// graphql-tag: fragments and names.
import gql from 'graphql-tag';
import { print } from 'graphql';

export default () => {
  const fragment = gql`
    fragment F on User {
      id
      name
    }
  `;
  const query = gql`
    query Q {
      user {
        ...F
      }
    }
    ${fragment}
  `;
  return [
    print(query),
    gql`
      query Q {
        user {
          ...F
        }
      }
      ${fragment}
    ` === query,
    query.definitions.length,
  ];
};
