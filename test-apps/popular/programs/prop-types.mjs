// prop-types: checks of a component's properties.
import PropTypes from 'prop-types';

export default () => [Object.keys(PropTypes), typeof PropTypes.string.isRequired, typeof PropTypes.oneOf(['a'])];
