// graphql: runs, prints and validates queries.
import { buildSchema, graphql, parse, print, validate } from 'graphql';

export default async () => {
  const schema = buildSchema('type Query { hello(n: Int = 3): [String!]! }');
  const rootValue = { hello: ({ n }) => Array(n).fill('x') };
  return [
    await graphql({ schema, source: '{ hello(n: 2) }', rootValue }),
    print(parse('query Q($a:Int){a(b:$a){...F}} fragment F on Q{c}')),
    validate(schema, parse('{ nope }')).map(error => error.message),
  ];
};
