// lodash: the whole library, and single files.
import lodash from 'lodash';
import kebabCase from 'lodash/kebabCase.js';

export default () => [
  lodash.chunk([1, 2, 3], 2),
  lodash
    .chain([3, 1, 2])
    .sortBy()
    .map(n => n * 2)
    .value(),
  lodash.template('hi <%= name %>')({ name: 'x' }),
  lodash.isEqual(new Map([[1, 2]]), new Map([[1, 2]])),
  lodash.cloneDeep({ d: new Date(0), r: /x/g }),
  kebabCase('fooBar Baz'),
];
