// @emotion/is-prop-valid: properties for elements.
import isPropValid from '@emotion/is-prop-valid';

export default () =>
  ['href', 'data-x', 'aria-y', 'onClick', 'onclick', 'color', 'theme', 'strokeWidth', 'css'].map(name =>
    isPropValid(name),
  );
