// lodash.merge: merges nested objects.
import merge from 'lodash.merge';

export default () => merge({ a: [1, { b: 2 }], c: new Date(0) }, { a: [3, { d: 4 }], c: undefined });
