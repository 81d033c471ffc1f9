// react-fast-compare: elements of React.
import { createElement as h } from 'react';
import isEqual from 'react-fast-compare';

export default () => [isEqual(h('a', { b: [1] }), h('a', { b: [1] })), isEqual(new Map([[1, 2]]), new Map([[1, 3]]))];
