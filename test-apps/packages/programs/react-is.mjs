// react-is: kinds of elements.
import { Fragment, createElement as h, createContext, forwardRef, lazy, memo } from 'react';
import * as is from 'react-is';

export default () =>
  [
    h('a'),
    h(Fragment),
    h(memo(() => null)),
    h(forwardRef(() => null)),
    h(lazy(() => null)),
    h(createContext().Provider),
  ].map(element => [
    String(is.typeOf(element)),
    is.isElement(element),
    is.isFragment(element),
    is.isMemo(element),
    is.isForwardRef(element),
  ]);
