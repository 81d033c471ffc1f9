// jsonpath-plus: filters and parents.
import { JSONPath } from 'jsonpath-plus';

const json = {
  store: {
    book: [
      { price: 8, title: 'a' },
      { price: 12, title: 'b' },
    ],
    bike: { price: 20 },
  },
};

export default () => [
  JSONPath({ path: '$..price', json }),
  JSONPath({ path: '$.store.book[?(@.price > 10)].title', json }),
  JSONPath({ path: '$.store.book[*]^', json, resultType: 'path' }),
  JSONPath({ path: '$..book[(@.length-1)]', json, resultType: 'pointer' }),
  JSONPath.toPathArray("$['a'][0]"),
];
