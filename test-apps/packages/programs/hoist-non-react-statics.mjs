// hoist-non-react-statics: statics of a component.
import hoist from 'hoist-non-react-statics';
import { forwardRef, memo } from 'react';

export default () => {
  class From {
    static displayName = 'From';
    static own = 1;
    static other() {}
  }
  return [
    Object.keys(hoist(() => null, From)),
    Object.keys(hoist(function To() {}, Object.assign(memo(forwardRef(() => null)), { extra: 2 }), { none: true })),
  ];
};
