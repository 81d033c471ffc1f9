// classnames: joins class names.
import classNames from 'classnames';

export default () => [classNames('a', { b: true, c: false }, ['d', { e: 1 }]), classNames(null, '')];
